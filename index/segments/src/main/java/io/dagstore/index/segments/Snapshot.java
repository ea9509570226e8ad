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

  /** Segments whose lines are fetched before the first is looked into: two waits pass as one. */
  private static final int AT_FIRST = 2;

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
    return new Snapshot(version, shardCount, segments, recent, recent.another(), 0);
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

  /** Most keys are in the largest segment, and one shard is enough: the others wait for that. */
  int first(long key) throws IOException {
    fetch(key, 0, Math.min(AT_FIRST, segments.size()));
    int found = findWritten(key, 0, Math.min(1, segments.size()), null);
    if (found >= 0) {
      return found;
    }
    fetch(key, AT_FIRST, segments.size());
    found = findUnwritten(key, null);
    return found >= 0 ? found : findWritten(key, 1, segments.size(), null);
  }

  int[] find(long key) throws IOException {
    var found = new Candidates();
    fetch(key, 0, segments.size());
    find(key, found);
    return found.ordered();
  }

  /** Looks for groups of keys whose lines are on their way together. */
  FoundHits find(long[] keys) throws IOException {
    var hits = new FoundHits();
    var found = new Candidates();
    for (int from = 0; from < keys.length; from += GROUP) {
      int to = Math.min(keys.length, from + GROUP);
      fetch(keys, from, to);
      for (int i = from; i < to; i++) {
        found.clear();
        find(keys[i], found);
        hits.add(i, found);
      }
    }
    return hits;
  }

  private void fetch(long[] keys, int from, int to) {
    long bits = 0;
    for (int i = 0; i < segments.size(); i++) {
      bits |= segments.get(i).segment().fetch(keys, from, to);
    }
    looked(bits);
  }

  /** Where there is but one segment, the lookup itself comes as soon. */
  private void fetch(long key, int from, int to) {
    if (to - from > 1) {
      long bits = 0;
      for (int i = from; i < to; i++) {
        bits |= segments.get(i).fetch(key);
      }
      looked(bits);
    }
  }

  /** A load that nobody looks at is not made. */
  private static void looked(long bits) {
    if (bits == SegmentFormat.LINE_SEED) {
      Thread.onSpinWait();
    }
  }

  private void find(long key, Candidates all) throws IOException {
    findUnwritten(key, all);
    findWritten(key, 0, segments.size(), all);
  }

  private int findWritten(long key, int from, int to, @Nullable Candidates all) throws IOException {
    int found = Lines.NONE;
    for (int i = from; i < to && found < 0; i++) {
      found = segments.get(i).find(key, version, all);
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

  private int findUnwritten(long key, @Nullable Candidates all) {
    int found = Lines.NONE;
    if (known > 0) {
      found = recent.find(key, known, version, all);
    }
    if (sealed != null && found < 0) {
      found = sealed.find(key, sealed.shardCount(), version, all);
    }
    return found;
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
}
