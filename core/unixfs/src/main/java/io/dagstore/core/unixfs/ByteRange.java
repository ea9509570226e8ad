package io.dagstore.core.unixfs;

import java.util.OptionalLong;

/**
 * A range of a file's bytes as the trustless gateway's {@code entity-bytes} states it.
 *
 * @param from first byte; a negative one counts from the end, −1 is the last byte
 * @param to last byte, itself included; negative ones count from the end; absent means the end
 */
public record ByteRange(long from, OptionalLong to) {

  /** The whole file. */
  public static final ByteRange ALL = new ByteRange(0, OptionalLong.empty());

  /** Refuses a range that is empty whatever the file's size. */
  public ByteRange {
    if (to.isPresent() && from < 0 == to.getAsLong() < 0 && from > to.getAsLong()) {
      throw new IllegalArgumentException("range ends before it begins: " + from + ":" + to);
    }
  }

  /** Reads {@code from:to}, where {@code to} may be {@code *}. */
  public static ByteRange parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("expected FROM:TO, got \"" + text + "\"");
    }
    try {
      String to = text.substring(colon + 1);
      long from = Long.parseLong(text.substring(0, colon));
      return new ByteRange(
          from, to.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(to)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected FROM:TO, got \"" + text + "\"", e);
    }
  }

  /** First byte of the range in a file of {@code size} bytes, clipped to 0..size. */
  public long start(long size) {
    return from < 0 ? Math.max(0, size + from) : Math.min(from, size);
  }

  /** The byte after the range in a file of {@code size} bytes, clipped to 0..size. */
  public long end(long size) {
    if (to.isEmpty()) {
      return size;
    }
    long last = to.getAsLong() < 0 ? size + to.getAsLong() : to.getAsLong();
    return last >= size ? size : Math.max(0, last + 1);
  }
}
