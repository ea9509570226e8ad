package io.dagstore.core.store;

/**
 * How much room local copies may take. When they pass the high mark, those that were not read for
 * the longest time go until the low mark is reached.
 *
 * @param maxBytes most bytes of all copies together, 0: no limit
 * @param highPercent the high mark, of the most bytes
 * @param lowPercent the low mark, of the most bytes
 */
public record CopyLimits(long maxBytes, int highPercent, int lowPercent) {
  /** Without any limit. */
  public static final CopyLimits NONE = new CopyLimits(0, 100, 100);

  /** 64 GiB, 90 % and 75 %. */
  public static final CopyLimits STANDARD = new CopyLimits(64L << 30, 90, 75);

  /**
   * Checks the marks.
   *
   * @throws IllegalArgumentException if there are less than no bytes, or it is not 0 &lt; low ≤
   *     high ≤ 100
   */
  public CopyLimits {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("bytes of copies: expected 0 or more, got " + maxBytes);
    }
    if (lowPercent <= 0 || lowPercent > highPercent || highPercent > 100) {
      throw new IllegalArgumentException(
          "marks of copies: expected 0 < low <= high <= 100, got %d and %d"
              .formatted(lowPercent, highPercent));
    }
  }

  /** Bytes at the high mark. */
  long high() {
    return mark(highPercent);
  }

  /** Bytes at the low mark. */
  long low() {
    return mark(lowPercent);
  }

  private long mark(int percent) {
    return maxBytes == 0 ? Long.MAX_VALUE : (long) (maxBytes / 100.0 * percent);
  }
}
