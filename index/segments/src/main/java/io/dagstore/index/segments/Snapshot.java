package io.dagstore.index.segments;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments that count at one moment. Immutable; its lookups take no lock.
 *
 * @param nextNumber number that the next segment gets
 * @param segments those that count
 */
record Snapshot(long nextNumber, List<Live> segments) {
  static final Snapshot EMPTY = new Snapshot(1, List.of());

  int first(long key) throws IOException {
    var first = new First();
    for (Live live : segments) {
      live.segment().find(key, first.within(live));
      if (!first.wantsMore()) {
        break;
      }
    }
    return first.shard;
  }

  int[] find(long key) throws IOException {
    var all = new All();
    for (Live live : segments) {
      live.segment().find(key, all.within(live));
    }
    return all.distinct();
  }

  Manifest manifest() {
    return new Manifest(
        nextNumber,
        segments.stream().map(live -> new Manifest.Entry(live.number(), live.removed())).toList());
  }

  private static final class First implements ShardCollector {
    private int shard = -1;
    private @Nullable Live live;

    First within(Live segment) {
      live = segment;
      return this;
    }

    @Override
    public void add(int found) {
      if (live != null && !live.removed().contains(found)) {
        shard = found;
      }
    }

    @Override
    public boolean wantsMore() {
      return shard < 0;
    }
  }

  private static final class All implements ShardCollector {
    private static final int[] NONE = {};

    private int[] shards = NONE;
    private int count;
    private @Nullable Live live;

    All within(Live segment) {
      live = segment;
      return this;
    }

    @Override
    public void add(int found) {
      if (live == null || live.removed().contains(found)) {
        return;
      }
      if (count == shards.length) {
        shards = Arrays.copyOf(shards, Math.max(4, 2 * count));
      }
      shards[count++] = found;
    }

    @Override
    public boolean wantsMore() {
      return true;
    }

    int[] distinct() {
      if (count < 2) {
        return Arrays.copyOf(shards, count);
      }
      return Arrays.stream(shards, 0, count).sorted().distinct().toArray();
    }
  }
}
