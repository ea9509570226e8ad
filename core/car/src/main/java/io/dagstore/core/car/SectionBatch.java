package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Hasher;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sections that follow each other in a file, checked together: their bytes are copied once, into
 * the array that is hashed.
 */
final class SectionBatch {
  /** Small enough to be hashed out of the second-level cache. */
  private static final int BYTES = 256 << 10;

  private static final int FIELDS = 4;

  private final Hasher hasher = new Hasher();
  private byte[] bytes = new byte[BYTES];
  private int[] places = new int[FIELDS * 64];
  private int count;
  private long start;
  private int length;

  /** Looks at one section of which the bytes are at hand. */
  interface Check {
    /**
     * One section.
     *
     * @param section its position in the file
     * @param cid where its CID begins in {@code bytes}; it ends at {@code data}
     * @param data where its data begins in {@code bytes}
     */
    void check(Hasher hasher, long section, byte[] bytes, int cid, int data, int length)
        throws IOException;
  }

  /** Whether the scanner's section still fits; an empty batch takes any. */
  boolean accepts(CarScanner scanner) {
    return count == 0 || length + (long) scanner.sectionLength() <= BYTES;
  }

  /** Adds the scanner's section; {@code copy} its bytes if they will not be there later. */
  void add(CarScanner scanner, boolean copy) throws IOException {
    if (count == 0) {
      start = scanner.sectionOffset();
    }
    if (places.length < (count + 1) * FIELDS) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    int at = count++ * FIELDS;
    places[at] = length;
    places[at + 1] = (int) (scanner.cidOffset() - start);
    places[at + 2] = (int) (scanner.dataOffset() - start);
    places[at + 3] = scanner.dataLength();
    int before = length;
    length += scanner.sectionLength();
    if (copy) {
      reserve();
      scanner.copySection(bytes, before);
    }
  }

  private void reserve() {
    if (bytes.length < length) {
      bytes = Arrays.copyOf(bytes, length);
    }
  }

  /**
   * Checks all sections.
   *
   * @param whole the mapped file, if it is
   * @param source to read from otherwise; null if the bytes were copied when added
   */
  void check(@Nullable MemorySegment whole, @Nullable Source source, Check check)
      throws IOException {
    if (source != null) {
      fetch(whole, source);
    }
    for (int i = 0; i < count; i++) {
      int at = i * FIELDS;
      check.check(
          hasher, start + places[at], bytes, places[at + 1], places[at + 2], places[at + 3]);
    }
  }

  private void fetch(@Nullable MemorySegment whole, Source source) throws IOException {
    reserve();
    if (whole == null) {
      source.read(start, bytes, 0, length);
      return;
    }
    try {
      MemorySegment.copy(whole, ValueLayout.JAVA_BYTE, start, bytes, 0, length);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  void clear() {
    count = 0;
    length = 0;
  }
}
