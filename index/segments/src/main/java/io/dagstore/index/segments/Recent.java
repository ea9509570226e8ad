package io.dagstore.index.segments;

import io.dagstore.core.api.index.MultihashKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shards that no segment has yet, in memory: a hash table of their keys. One writer at a time; a
 * lookup takes no lock and touches one cache line where the key is not there.
 *
 * <p>Shards are counted up as they come, and a reader knows how many there were and at which
 * version it looks, so that it sees each whole or not at all, whatever is being written. Nothing is
 * ever taken out of the table.
 */
final class Recent {
  /** Pairs of key and shard, beyond which nothing is taken in. */
  static final int MAX_PAIRS = 1 << 17;

  static final int MAX_SHARDS = 1 << 14;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long KEPT = -1L << (Long.SIZE - MultihashKey.KEY_BITS);
  private static final long USED = 1;

  /** Of a key, how many bits do not tell its slot, but for those that the table's size tells. */
  private static final int UNUSED_BITS = Integer.SIZE + 2;

  private static final int LEAST = 64;

  /** Key and posting in turn, open addressing; a posting is where the older one is, and a shard. */
  private volatile long[] slots;

  private volatile long[] older = new long[LEAST];
  private volatile int[] shards = new int[LEAST];

  /** Since which version a shard is gone; 0: it is there. */
  private volatile long[] gone = new long[LEAST];

  private final Map<Integer, Integer> ordinals = new HashMap<>();
  private int keys;
  private int olderCount;
  private volatile int shardCount;

  private Recent(long keys) {
    slots = new long[length(keys)];
  }

  Recent() {
    this(LEAST / 2);
  }

  /** An empty one with room for as many keys: as many will come as came before. */
  Recent another() {
    return new Recent(Math.max(LEAST / 2, keys));
  }

  /** Of a table that so many keys fill by half. */
  private static int length(long keys) {
    return Math.toIntExact(Long.highestOneBit(4 * keys - 1) << 1);
  }

  /** Number of shards that were put in. */
  int shardCount() {
    return shardCount;
  }

  /** Number of pairs; another thread sees one that was true. */
  int pairs() {
    return keys + olderCount;
  }

  /** Tells whether a shard with so many keys may be put in. */
  boolean hasRoom(int count) {
    return shardCount < MAX_SHARDS && pairs() + count <= MAX_PAIRS;
  }

  /** Puts in a shard, which is seen by those who know of one more. */
  void put(int shard, long[] ascending) {
    makeRoom(ascending.length);
    int ordinal = shardCount;
    shards[ordinal] = shard;
    long last = 0;
    for (long ascended : ascending) {
      long key = (ascended & KEPT) | USED;
      if (key != last) {
        put(key, ordinal);
      }
      last = key;
    }
    ordinals.put(shard, ordinal);
    shardCount = ordinal + 1;
  }

  /** All growing comes first: what follows cannot fail. */
  private void makeRoom(int count) {
    if (shardCount == shards.length) {
      shards = Arrays.copyOf(shards, 2 * shardCount);
      gone = Arrays.copyOf(gone, 2 * shardCount);
    }
    if (olderCount + count > older.length) {
      older = Arrays.copyOf(older, Math.max(2 * older.length, olderCount + count));
    }
    long wanted = (long) keys + count;
    if (4 * wanted > slots.length) {
      slots = rehashed(length(wanted));
    }
  }

  private long[] rehashed(int length) {
    long[] old = slots;
    long[] larger = new long[length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        int at = slot(larger, old[i]);
        larger[at] = old[i];
        larger[at + 1] = old[i + 1];
      }
    }
    return larger;
  }

  /**
   * The slot that holds a key, or the free one where it would stand: behind those of smaller keys,
   * as keys are spread evenly. So keys that come in their order go through the table once, and come
   * out of it nearly in order.
   */
  private static int slot(long[] slots, long key) {
    int mask = slots.length - 2;
    int at = (int) (key >>> (UNUSED_BITS + Integer.numberOfLeadingZeros(slots.length))) << 1;
    for (long there = (long) WORDS.getAcquire(slots, at);
        there != 0 && there != key;
        there = (long) WORDS.getAcquire(slots, at)) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void put(long key, int ordinal) {
    long[] now = slots;
    int at = slot(now, key);
    if (now[at] == 0) {
      now[at + 1] = ordinal;
      WORDS.setRelease(now, at, key);
      keys++;
      return;
    }
    older[olderCount++] = now[at + 1];
    WORDS.setRelease(now, at + 1, ((long) olderCount << Integer.SIZE) | ordinal);
  }

  /** Lets a shard be gone from this version on; false: it is not there. */
  boolean remove(int shard, long version) {
    Integer ordinal = ordinals.remove(shard);
    if (ordinal == null) {
      return false;
    }
    gone[ordinal] = version;
    return true;
  }

  /**
   * Looks for the shards of a key that are there at a version.
   *
   * @param known how many shards there were at the version
   * @param all takes all of them; null: only one is wanted
   * @return one of them where {@code all} is null, else -1
   */
  int find(long key, int known, long version, @Nullable Candidates all) {
    int found = Lines.NONE;
    if (known == 0) {
      return found;
    }
    long[] now = slots;
    int at = slot(now, (key & KEPT) | USED);
    boolean more = (long) WORDS.getAcquire(now, at) != 0;
    long posting = (long) WORDS.getAcquire(now, at + 1);
    for (; more && found < 0; posting = before(posting)) {
      int ordinal = (int) posting;
      if (ordinal < known && isThere(ordinal, version)) {
        found = Candidates.take(shards[ordinal], all);
      }
      more = posting >>> Integer.SIZE != 0;
    }
    return found;
  }

  private boolean isThere(int ordinal, long version) {
    long since = gone[ordinal];
    return since == 0 || since > version;
  }

  /** The shards that were there at this version. */
  ShardSet shards(int known, long version) {
    int[] there = new int[known];
    int count = 0;
    for (int ordinal = 0; ordinal < known; ordinal++) {
      if (isThere(ordinal, version)) {
        there[count++] = shards[ordinal];
      }
    }
    return ShardSet.of(Arrays.stream(there, 0, count));
  }

  /** Tells {@code target} of shards that went after this version. */
  void copyRemovals(long version, Removals target) {
    for (int ordinal = 0; ordinal < shardCount; ordinal++) {
      if (gone[ordinal] > version) {
        target.put(shards[ordinal], gone[ordinal]);
      }
    }
  }

  /**
   * Key and rank among {@code there} of each pair of the shards that were there at this version,
   * nearly in order.
   *
   * @param known how many shards there were at the version
   */
  long[] pairs(ShardSet there, int known, long version) {
    int[] ranks = ranks(there, known, version);
    long[] now = slots;
    long[] pairs = new long[pairs()];
    int count = 0;
    for (int at = 0; at < now.length; at += 2) {
      long key = (long) WORDS.getAcquire(now, at);
      boolean more = key != 0;
      for (long posting = (long) WORDS.getAcquire(now, at + 1); more; posting = before(posting)) {
        int ordinal = (int) posting;
        if (ordinal < known && ranks[ordinal] >= 0) {
          pairs = count < pairs.length ? pairs : Arrays.copyOf(pairs, 2 * count + LEAST);
          pairs[count++] = (key & KEPT) | ranks[ordinal];
        }
        more = posting >>> Integer.SIZE != 0;
      }
    }
    return count == pairs.length ? pairs : Arrays.copyOf(pairs, count);
  }

  private int[] ranks(ShardSet there, int known, long version) {
    int[] ranks = new int[known];
    Arrays.setAll(ranks, i -> isThere(i, version) ? there.rank(shards[i]) : -1);
    return ranks;
  }

  /** The posting that this one points to; itself where there is none. */
  private long before(long posting) {
    int at = (int) (posting >>> Integer.SIZE);
    return at == 0 ? posting : older[at - 1];
  }
}
