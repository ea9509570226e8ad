package io.dagstore.index.segments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Keys that are looked for together. */
  private static final int GROUP = 64;

  /** Large segments first: most keys are there. */
  private static final Comparator<Live> BY_SIZE =
      Comparator.comparingLong(live -> -live.segment().pairs());

  /** The segments and nothing else. */
  static Snapshot of(List<Live> segments) {
    long shards = segments.stream().mapToLong(Live::shardCount).sum();
    return new Snapshot(1, shards, ordered(segments), null, new Recent(), 0);
  }

  private static List<Live> ordered(List<Live> segments) {
    return segments.stream().sorted(BY_SIZE).toList();
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
    return new Snapshot(version, shardCount, ordered(others), stillSealed, recent, known);
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
    fetch(key);
    for (int i = 0; i < segments.size() && first.wantsMore(); i++) {
      Live live = segments.get(i);
      live.segment().find(key, first.within(live));
    }
    return first.shard;
  }

  int[] find(long key) throws IOException {
    var found = new Candidates(version);
    fetch(key);
    find(key, found);
    return found.ordered();
  }

  /** Looks for groups of keys whose lines are on their way together. */
  FoundHits find(long[] keys) throws IOException {
    var hits = new FoundHits();
    var found = new Candidates(version);
    for (int from = 0; from < keys.length; from += GROUP) {
      int to = Math.min(keys.length, from + GROUP);
      for (int i = from; i < to; i++) {
        fetch(keys[i]);
      }
      for (int i = from; i < to; i++) {
        find(keys[i], found);
        hits.add(i, found);
      }
    }
    return hits;
  }

  private void fetch(long key) {
    for (int i = 0; i < segments.size(); i++) {
      segments.get(i).segment().fetch(key);
    }
  }

  private void find(long key, Candidates found) throws IOException {
    found.clear();
    findUnwritten(key, found);
    for (int i = 0; i < segments.size(); i++) {
      Live live = segments.get(i);
      live.segment().find(key, found.within(live));
    }
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
    if (known > 0) {
      recent.find(key, known, version, found);
    }
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
}
