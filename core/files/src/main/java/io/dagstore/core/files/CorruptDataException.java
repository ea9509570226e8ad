package io.dagstore.core.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes at rest are wrong: what, in which file or URL, at which offset, what was expected there and
 * what was found. Messages read {@code what in SOURCE at OFFSET: expected X, got Y}.
 */
public class CorruptDataException extends IOException {
  private static final long serialVersionUID = 1;

  private final String source;
  private final long offset;
  private final String what;
  private final String expected;
  private final String got;

  /**
   * Describes wrong bytes.
   *
   * @param source file name or URL
   * @param offset position in bytes from the source's start, negative when there is no one place
   * @param what the thing that is wrong, a noun phrase
   */
  public CorruptDataException(
      String source, long offset, String what, String expected, String got) {
    this(source, offset, what, expected, got, null);
  }

  /** Describes wrong bytes that another exception found. */
  public CorruptDataException(
      String source,
      long offset,
      String what,
      String expected,
      String got,
      @Nullable Throwable cause) {
    super(message(source, offset, what, expected, got), cause);
    this.source = source;
    this.offset = offset;
    this.what = what;
    this.expected = expected;
    this.got = got;
  }

  private static String message(
      String source, long offset, String what, String expected, String got) {
    String at = offset < 0 ? "" : " at " + offset;
    return what + " in " + source + at + ": expected " + expected + ", got " + got;
  }

  /** Returns the file name or URL. */
  public final String source() {
    return source;
  }

  /** Returns the position in bytes from the source's start, negative when there is no one place. */
  public final long offset() {
    return offset;
  }

  /** Returns the thing that is wrong. */
  public final String what() {
    return what;
  }

  /** Returns what should have been there. */
  public final String expected() {
    return expected;
  }

  /** Returns what was there instead. */
  public final String got() {
    return got;
  }
}
