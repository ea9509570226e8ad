package io.dagstore.index.segments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What counts at one version of the index. Immutable but for removals, which carry the version from
 * which they hold; its lookups take no lock.
 *
 * @param version grows with each change
 * @param shardCount number of shards
 * @param segments those that count
 * @param sealed what is being written as a segment
 * @param recent what changes go to
 * @param known number of shards in {@code recent}
 */
record Snapshot(
    long version,
    long shardCount,
    List<Live> segments,
    @Nullable Recent sealed,
    Recent recent,
    int known) {

  /** The segments and nothing else. */
  static Snapshot of(List<Live> segments) {
    long shards = segments.stream().mapToLong(Live::shardCount).sum();
    return new Snapshot(1, shards, List.copyOf(segments), null, new Recent(), 0);
  }

  /** The next version, with so many more shards. */
  Snapshot next(int more) {
    return new Snapshot(
        version + 1, shardCount + more, segments, sealed, recent, recent.shardCount());
  }

  /** Hands over what is recent to be written. */
  Snapshot seal() {
    return new Snapshot(version, shardCount, segments, recent, new Recent(), 0);
  }

  Snapshot with(List<Live> others, @Nullable Recent stillSealed) {
    return new Snapshot(version, shardCount, List.copyOf(others), stillSealed, recent, known);
  }

  /** Lets a shard that no segment has be gone from the next version on; false: it is not there. */
  boolean removeUnwritten(int shard) {
    return recent.remove(shard, version + 1)
        || (sealed != null && sealed.remove(shard, version + 1));
  }

  /** Lets a shard of a segment be gone from the next version on; false: it is not there. */
  boolean removeWritten(int shard) throws IOException {
    for (Live live : segments) {
      if (live.holds(shard)) {
        live.removals().put(shard, version + 1);
        return true;
      }
    }
    return false;
  }

  int first(long key) throws IOException {
    var first = new First(version);
    findUnwritten(key, first);
    for (Live live : segments) {
      if (!first.wantsMore()) {
        break;
      }
      live.segment().find(key, first.within(live));
    }
    return first.shard;
  }

  int[] find(long key) throws IOException {
    var all = new All(version);
    findUnwritten(key, all);
    for (Live live : segments) {
      live.segment().find(key, all.within(live));
    }
    return all.distinct();
  }

  FoundHits find(long[] keys) throws IOException {
    var found = new FoundHits();
    for (int i = 0; i < keys.length; i++) {
      for (int shard : find(keys[i])) {
        found.add(i, shard);
      }
    }
    return found;
  }

  /** Pairs in the segments, also those that count no more, and in memory. */
  long entries() {
    long written = segments.stream().mapToLong(live -> live.segment().pairs()).sum();
    return written + unwritten();
  }

  /** Pairs that no segment has. */
  long unwritten() {
    return (long) recent.pairs() + (sealed == null ? 0 : sealed.pairs());
  }

  private void findUnwritten(long key, ShardCollector found) {
    recent.find(key, known, version, found);
    if (sealed != null) {
      sealed.find(key, sealed.shardCount(), version, found);
    }
  }

  IntStream shards() throws IOException {
    var shards = new ArrayList<ShardSet>();
    shards.add(recent.shards(known, version));
    if (sealed != null) {
      shards.add(sealed.shards(sealed.shardCount(), version));
    }
    for (Live live : segments) {
      shards.add(live.shards(version));
    }
    return shards.stream().flatMapToInt(ShardSet::stream);
  }

  private static final class First implements ShardCollector {
    private final long version;
    private int shard = -1;
    private @Nullable Live live;

    First(long version) {
      this.version = version;
    }

    First within(Live segment) {
      live = segment;
      return this;
    }

    @Override
    public void add(int found) {
      if (live == null || !live.removals().contains(found, version)) {
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

    private final long version;
    private int[] shards = NONE;
    private int count;
    private @Nullable Live live;

    All(long version) {
      this.version = version;
    }

    All within(Live segment) {
      live = segment;
      return this;
    }

    @Override
    public void add(int found) {
      if (live != null && live.removals().contains(found, version)) {
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
