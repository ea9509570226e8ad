package io.dagstore.index.segments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Several segments as one, without the shards that were taken out. */
final class Merge implements Contents {
  private final List<Segment> segments;
  private final int[] shards;
  private final List<int[]> renumbered = new ArrayList<>();

  Merge(List<Segment> segments) {
    this.segments = segments;
    this.shards = segments.stream().flatMapToInt(Segment::present).sorted().toArray();
    for (Segment segment : segments) {
      renumbered.add(
          IntStream.range(0, segment.shards())
              .map(place -> Arrays.binarySearch(shards, segment.shard(place)))
              .toArray());
    }
  }

  @Override
  public int[] shards() {
    return shards;
  }

  @Override
  public Census census() throws IOException {
    return Census.of(pairs());
  }

  @Override
  public Pairs pairs() throws IOException {
    var queue = new PriorityQueue<Pairs>(Comparator.comparingLong(Pairs::key));
    for (int i = 0; i < segments.size(); i++) {
      var pairs = new SegmentPairs(segments.get(i), renumbered.get(i));
      if (pairs.next()) {
        queue.add(pairs);
      }
    }
    return new Merged(queue);
  }

  /** The least pair of several walks, each time. */
  private static final class Merged implements Pairs {
    private final PriorityQueue<Pairs> queue;
    private long key;
    private int shard;

    Merged(PriorityQueue<Pairs> queue) {
      this.queue = queue;
    }

    @Override
    public boolean next() throws IOException {
      Pairs least = queue.poll();
      if (least == null) {
        return false;
      }
      key = least.key();
      shard = least.shard();
      if (least.next()) {
        queue.add(least);
      }
      return true;
    }

    @Override
    public long key() {
      return key;
    }

    @Override
    public int shard() {
      return shard;
    }
  }
}
