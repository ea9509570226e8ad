package io.dagstore.core.ipld;

import java.io.Serial;

/**
 * Bytes or text that are not the value they should be. It knows no file: a caller who does wraps it
 * in an error that names the file.
 */
public final class MalformedException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /** The way in which a value is broken. */
  public enum Fault {
    /** The input ends before the value does. */
    TRUNCATED,
    /** A number is larger than its type allows. */
    OVERFLOW,
    /** A number is written in more bytes than it needs. */
    NOT_MINIMAL,
    /** A size, depth or count passes a named limit. */
    LIMIT,
    /** Anything else that the format forbids. */
    INVALID
  }

  private final Fault fault;
  private final String what;
  private final long offset;
  private final String expected;
  private final String got;

  /**
   * An error about {@code what}, found {@code offset} bytes (or characters) into the input, −1 when
   * the place is not known.
   */
  public MalformedException(Fault fault, String what, long offset, String expected, String got) {
    super(
        "malformed %s%s: expected %s, got %s"
            .formatted(what, offset < 0 ? "" : " at " + offset, expected, got));
    this.fault = fault;
    this.what = what;
    this.offset = offset;
    this.expected = expected;
    this.got = got;
  }

  static MalformedException invalid(String what, long offset, String expected, Object got) {
    return new MalformedException(Fault.INVALID, what, offset, expected, String.valueOf(got));
  }

  static MalformedException truncated(String what, long offset, long expected, long got) {
    return new MalformedException(
        Fault.TRUNCATED, what, offset, expected + " bytes", got + " bytes");
  }

  static MalformedException limit(String what, long offset, long most, long got) {
    return new MalformedException(
        Fault.LIMIT, what, offset, "at most " + most, String.valueOf(got));
  }

  /** The way in which the value is broken. */
  public Fault fault() {
    return fault;
  }

  /** The name of the broken thing, such as {@code "varint"}. */
  public String what() {
    return what;
  }

  /** The offset of the fault in the input that was given, or −1 when unknown. */
  public long offset() {
    return offset;
  }

  /** What a well-formed input has there. */
  public String expected() {
    return expected;
  }

  /** What this input has there. */
  public String got() {
    return got;
  }
}
