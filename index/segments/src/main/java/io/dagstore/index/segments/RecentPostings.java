package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** The pairs of the shards that {@link Recent} held at one version, in their order. */
final class RecentPostings implements Written {
  private static final int RANK_BITS = 16;

  private final ShardSet shards;
  private final long[] pairs;

  RecentPostings(Recent recent, int known, long version) {
    shards = recent.shards(known, version);
    pairs = recent.pairs(shards, known, version);
    order();
  }

  /** They come nearly in order, so that each goes past a few others only. */
  private void order() {
    for (int i = 1; i < pairs.length; i++) {
      long pair = pairs[i];
      int at = i;
      for (; at > 0 && Long.compareUnsigned(pairs[at - 1], pair) > 0; at--) {
        pairs[at] = pairs[at - 1];
      }
      pairs[at] = pair;
    }
  }

  @Override
  public KeyFilter write(Path file, long number, BooleanSupplier stop) throws IOException {
    SegmentSize size = SegmentSize.measure(new KeyGroups(walk()), stop);
    return SegmentWriter.write(file, number, size, new KeyGroups(walk()), shards, stop);
  }

  Postings walk() {
    return new Walk();
  }

  private final class Walk implements Postings {
    private int at = -1;

    @Override
    public boolean next() {
      return ++at < pairs.length;
    }

    @Override
    public long key() {
      return pairs[at] >>> RANK_BITS << RANK_BITS;
    }

    @Override
    public int shard() {
      return shards.at((int) pairs[at] & 0xffff);
    }
  }
}
