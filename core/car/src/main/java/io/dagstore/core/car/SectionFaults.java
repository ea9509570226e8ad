package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.MALFORMED_SECTION;
import static io.dagstore.core.car.CarException.Fault.SECTION_TOO_LARGE;
import static io.dagstore.core.car.CarException.Fault.TRUNCATED_SECTION;
import static io.dagstore.core.car.CarException.Fault.ZERO_SECTION;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Varint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What can be wrong with a section, told with the name of its source and its position. */
final class SectionFaults {
  private final String source;
  private final CarLimits limits;

  SectionFaults(String source, CarLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** Checks a section's length prefix against the limit and what is left of the data. */
  void checkLength(long section, long length, long room) throws CarException {
    if (length > limits.maxSection()) {
      throw fault(
          SECTION_TOO_LARGE,
          section,
          "section length",
          "at most " + limits.maxSection(),
          Long.toString(length));
    }
    if (length > room) {
      throw truncated(section, length + " bytes", room);
    }
  }

  /** Checks a digest's length against that of its hash function. */
  void checkDigest(long section, long hashFunction, int length) throws CarException {
    int expected = DigestLengths.of(hashFunction);
    if (expected >= 0 && expected != length) {
      throw malformed(
          section,
          "digest length of " + Multicodec.name(hashFunction),
          Integer.toString(expected),
          Integer.toString(length));
    }
  }

  CarException digestTooLong(long section, long length) {
    return malformed(
        section, "digest length", "at most " + limits.maxSection(), Long.toString(length));
  }

  CarException shorterThanCid(long section, long length, long cidLength) {
    return malformed(
        section,
        "section length",
        "at least the " + cidLength + " bytes of its CID",
        Long.toString(length));
  }

  CarException zero(long section) {
    return fault(ZERO_SECTION, section, "section length", "more than zero", "0");
  }

  CarException truncated(long section, String expected, long room) {
    return fault(
        TRUNCATED_SECTION, section, "section", expected, room + " up to the end of the data");
  }

  CarException endsBefore(long section, long pos) {
    return fault(TRUNCATED_SECTION, section, "section", "data", "end of the file before " + pos);
  }

  /** The section's head cannot be read, since the data ends in it or since it is wrong. */
  CarException unreadable(long section, boolean cut, MalformedException cause) {
    return fault(
        cut ? TRUNCATED_SECTION : MALFORMED_SECTION,
        section,
        "section head",
        "varints and a CID",
        String.valueOf(cause.getMessage()));
  }

  CarException malformed(long section, String what, String expected, String got) {
    return fault(MALFORMED_SECTION, section, what, expected, got);
  }

  /**
   * Whether the head at this window offset is unreadable because the data ends, not because it is
   * wrong.
   *
   * @param stop where window or data end
   * @param ended whether nothing comes after the window
   */
  static boolean isCut(MemorySegment window, long at, long stop, boolean ended) {
    try {
      long length = Varint.read(window, at, stop);
      return ended && at + Varint.size(length) + length > stop;
    } catch (MalformedException e) {
      return stop - at < 9 && window.get(ValueLayout.JAVA_BYTE, stop - 1) < 0;
    }
  }

  private CarException fault(Fault fault, long section, String what, String expected, String got) {
    return new CarException(fault, source, section, what, expected, got);
  }
}
