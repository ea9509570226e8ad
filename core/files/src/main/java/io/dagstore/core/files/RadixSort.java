package io.dagstore.core.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sorts records of {@code words} 64-bit words by their first, unsigned and stable: radix passes
 * over the highest bits, which nearly sort evenly spread keys, then insertion. Many records are
 * first dealt out by their highest digit to parts that fit the processor's cache. Keys so uneven
 * that insertion would not end soon get all their bits sorted by radix.
 */
final class RadixSort {
  private static final int DIGIT_BITS = 11;
  private static final int ALL_PASSES = (64 + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Digits within a part are smaller: most parts have some thousand records. */
  private static final int PART_BITS = 8;

  private static final int FEW = 1 << 16;

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
    if (count > FEW) {
      parts();
    } else {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count) + SPARE_BITS;
      passes((bits + DIGIT_BITS - 1) / DIGIT_BITS);
    }
    if (!insert()) {
      passes(ALL_PASSES);
    }
    return records;
  }

  private void parts() {
    wholePass(Long.SIZE - DIGIT_BITS);
    int high = Long.SIZE - DIGIT_BITS - PART_BITS;
    int start = 0;
    while (start < count) {
      int end = partEnd(start);
      pass(records, other, start, end, high - PART_BITS, PART_BITS);
      pass(other, records, start, end, high, PART_BITS);
      start = end;
    }
  }

  /** Returns the end of the part that begins at {@code start}, by doubling steps and halving. */
  private int partEnd(int start) {
    int shift = Long.SIZE - DIGIT_BITS;
    long digit = key(start) >>> shift;
    int step = 1;
    while (start + step < count && key(start + step) >>> shift == digit) {
      step *= 2;
    }
    int low = start + step / 2;
    int high = Math.min(start + step, count);
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (key(middle) >>> shift == digit) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Sorts by the {@code number} highest digits, the lowest of them first. */
  private void passes(int number) {
    for (int pass = number; pass > 0; pass--) {
      wholePass(Math.max(Long.SIZE - DIGIT_BITS * pass, 0));
    }
  }

  private void wholePass(int shift) {
    pass(records, other, 0, count, shift, DIGIT_BITS);
    MemorySegment sorted = other;
    other = records;
    records = sorted;
  }

  /** Sorts the records from {@code start} to {@code end} by one digit into the other memory. */
  private void pass(MemorySegment from, MemorySegment to, int start, int end, int shift, int bits) {
    int[] places = places(from, start, end, shift, bits);
    int mask = places.length - 1;
    for (int i = start; i < end; i++) {
      long source = (long) i * words;
      long key = from.getAtIndex(ValueLayout.JAVA_LONG, source);
      long target = (long) places[(int) (key >>> shift) & mask]++ * words;
      to.setAtIndex(ValueLayout.JAVA_LONG, target, key);
      for (int word = 1; word < words; word++) {
        long value = from.getAtIndex(ValueLayout.JAVA_LONG, source + word);
        to.setAtIndex(ValueLayout.JAVA_LONG, target + word, value);
      }
    }
  }

  /** Returns where the records with each digit go. */
  private int[] places(MemorySegment from, int start, int end, int shift, int bits) {
    int[] places = new int[1 << bits];
    int mask = places.length - 1;
    for (int i = start; i < end; i++) {
      long key = from.getAtIndex(ValueLayout.JAVA_LONG, (long) i * words);
      places[(int) (key >>> shift) & mask]++;
    }
    int place = start;
    for (int digit = 0; digit <= mask; digit++) {
      int size = places[digit];
      places[digit] = place;
      place += size;
    }
    return places;
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
}
