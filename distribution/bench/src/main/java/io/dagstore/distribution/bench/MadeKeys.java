package io.dagstore.distribution.bench;

import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.MultihashKey;
import java.util.Arrays;

/**
 * Keys of made-up shards, always the same. Of each shard's keys the first ones are shared: they
 * come in turns from a pool that all shards have in common, as the peer's do.
 *
 * @param shards how many there are
 * @param perShard keys of each
 * @param shared how many of these come from the pool
 * @param pool keys in the pool
 */
record MadeKeys(int shards, int perShard, int shared, long pool) {
  private static final long KEPT = -1L << (Long.SIZE - MultihashKey.KEY_BITS);
  private static final long OWN = mix(1);
  private static final long COMMON = mix(2);
  private static final long ABSENT = mix(3);

  /** Keys of so many entries; a pool of 0 is so large that four shards share a key. */
  static MadeKeys of(long entries, int shards, double overlap, long pool) {
    int perShard = Math.toIntExact(entries / shards);
    int shared = (int) (perShard * overlap);
    long enough = Math.max(1, Math.max(shared, (long) shards * shared / 4));
    return new MadeKeys(shards, perShard, shared, pool == 0 ? enough : Math.max(shared, pool));
  }

  long entries() {
    return (long) shards * perShard;
  }

  /** SplitMix64's finishing step: a bijection that leaves no pattern. */
  static long mix(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A key of a shard. */
  long key(int shard, int index) {
    long made =
        index < shared
            ? mix(COMMON ^ (((long) shard * shared + index) % pool))
            : mix(OWN ^ ((long) shard * perShard + index));
    return made & KEPT;
  }

  /** The key that this number chooses, of all that any of the first shards has. */
  long present(long number, int of) {
    long chosen = mix(number);
    int shard = (int) (chosen >>> Integer.SIZE) % of;
    return key(Math.abs(shard), (int) (chosen & Integer.MAX_VALUE) % perShard);
  }

  /** A key that, but for one in millions, no shard has. */
  static long absent(long number) {
    return mix(ABSENT ^ number) & KEPT;
  }

  /** The keys of a shard, as an index takes them in. */
  LongCursor sorted(int shard) {
    long[] keys = new long[perShard];
    Arrays.setAll(keys, i -> key(shard, i) ^ Long.MIN_VALUE);
    Arrays.sort(keys);
    return new Walk(keys);
  }

  private static final class Walk implements LongCursor {
    private final long[] flipped;
    private int at = -1;

    Walk(long[] flipped) {
      this.flipped = flipped;
    }

    @Override
    public boolean next() {
      return ++at < flipped.length;
    }

    @Override
    public long value() {
      return flipped[at] ^ Long.MIN_VALUE;
    }

    @Override
    public long count() {
      return flipped.length;
    }
  }
}
