package io.dagstore.core.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records of {@code words} 64-bit words by their first, unsigned and stable: a few radix
 * passes over the highest bits, which nearly sort evenly spread keys, then insertion. Keys so
 * uneven that insertion would not end soon get all their bits sorted by radix.
 */
final class RadixSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int ALL_PASSES = (64 + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Passes reach so many bits beyond those that tell the records' number. */
  private static final int SPARE_BITS = 4;

  private final int words;
  private final int count;
  private MemorySegment records;
  private MemorySegment other;

  private RadixSort(MemorySegment records, MemorySegment other, int words, int count) {
    this.records = records;
    this.other = other;
    this.words = words;
    this.count = count;
  }

  /** Sorts the first {@code count} records and returns the one of the two that holds them. */
  static MemorySegment sort(MemorySegment records, MemorySegment other, int words, int count) {
    return new RadixSort(records, other, words, count).sort();
  }

  private MemorySegment sort() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count) + SPARE_BITS;
    passes(Math.min((bits + DIGIT_BITS - 1) / DIGIT_BITS, ALL_PASSES));
    if (!insert()) {
      passes(ALL_PASSES);
    }
    return records;
  }

  /** Sorts by the {@code number} highest digits, the lowest of them first. */
  private void passes(int number) {
    for (int pass = number - 1; pass >= 0; pass--) {
      int shift = Math.max(Long.SIZE - DIGIT_BITS * (pass + 1), 0);
      int[] starts = starts(shift);
      if (starts != null) {
        scatter(shift, starts);
      }
    }
  }

  private int @Nullable [] starts(int shift) {
    int[] counts = new int[DIGITS];
    for (int i = 0; i < count; i++) {
      counts[digit(key(i), shift)]++;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int size = counts[digit];
      if (size == count) {
        return null;
      }
      counts[digit] = start;
      start += size;
    }
    return counts;
  }

  private void scatter(int shift, int[] starts) {
    MemorySegment from = records;
    MemorySegment to = other;
    for (int i = 0; i < count; i++) {
      long source = (long) i * words;
      long key = from.getAtIndex(ValueLayout.JAVA_LONG, source);
      long target = (long) starts[digit(key, shift)]++ * words;
      to.setAtIndex(ValueLayout.JAVA_LONG, target, key);
      for (int word = 1; word < words; word++) {
        long value = from.getAtIndex(ValueLayout.JAVA_LONG, source + word);
        to.setAtIndex(ValueLayout.JAVA_LONG, target + word, value);
      }
    }
    records = to;
    other = from;
  }

  /** Returns false when it gave up; the records are then as stable as before. */
  private boolean insert() {
    long budget = 8L * count + 64;
    long previous = 0;
    for (int i = 0; i < count && budget >= 0; i++) {
      long key = key(i);
      if (Long.compareUnsigned(key, previous) < 0) {
        budget -= sink(i, key);
      } else {
        previous = key;
      }
    }
    return budget >= 0;
  }

  /** Moves record {@code i} down to its place and returns over how many others. */
  private int sink(int i, long key) {
    int place = i;
    while (place > 0 && Long.compareUnsigned(key(place - 1), key) > 0) {
      place--;
    }
    long bytes = (long) words * Long.BYTES;
    MemorySegment.copy(records, i * bytes, other, 0, bytes);
    MemorySegment.copy(records, place * bytes, records, (place + 1) * bytes, (i - place) * bytes);
    MemorySegment.copy(other, 0, records, place * bytes, bytes);
    return i - place;
  }

  private long key(int i) {
    return records.getAtIndex(ValueLayout.JAVA_LONG, (long) i * words);
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (DIGITS - 1);
  }
}
