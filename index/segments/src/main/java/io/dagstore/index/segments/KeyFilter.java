package io.dagstore.index.segments;

import io.dagstore.core.api.index.MultihashKey;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What tells in one load of memory that a segment has not a key: a byte for each key, three bits of
 * one word set for it; of the keys that are not there one in some twenty goes unnoticed. In memory
 * alone, off heap until nobody has it, for small segments that were made since the index was
 * opened: they are many while shards are added. Filled by one thread before others ask.
 */
final class KeyFilter {
  /** Of segments with more entries there are few. */
  private static final long MOST_ENTRIES = 1 << 21;

  private static final int ENTRIES_A_WORD = Long.SIZE / Byte.SIZE;
  private static final int DROPPED_BITS = Long.SIZE - MultihashKey.KEY_BITS;
  private static final int PLACE_BITS = 6;

  /** Knows nothing of a segment, so that it may have any key. */
  static final KeyFilter NONE = new KeyFilter(0);

  private final long count;
  private final MemorySegment words;

  private KeyFilter(long count) {
    this.count = count;
    this.words = Arena.ofAuto().allocate(count * Long.BYTES, Long.BYTES);
  }

  /** An empty one for so many entries, about; {@link #NONE} where they are too many. */
  static KeyFilter of(long entries) {
    return entries > MOST_ENTRIES ? NONE : new KeyFilter(1 + entries / ENTRIES_A_WORD);
  }

  void put(long key) {
    if (count > 0) {
      long at = word(key);
      words.setAtIndex(
          ValueLayout.JAVA_LONG, at, words.getAtIndex(ValueLayout.JAVA_LONG, at) | bits(key));
    }
  }

  boolean mayHave(long key) {
    if (count == 0) {
      return true;
    }
    long bits = bits(key);
    return (words.getAtIndex(ValueLayout.JAVA_LONG, word(key)) & bits) == bits;
  }

  /** Keys come in their order, and so do their words. */
  private long word(long key) {
    return Math.unsignedMultiplyHigh(key >>> DROPPED_BITS << DROPPED_BITS, count);
  }

  /** The lowest bits of those that count, of which the word depends least. */
  private static long bits(long key) {
    long places = key >>> DROPPED_BITS;
    return 1L << places | 1L << (places >>> PLACE_BITS) | 1L << (places >>> (2 * PLACE_BITS));
  }
}
