package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.HEADER_LENGTH;
import static io.dagstore.core.car.CarException.Fault.INVALID_V2_HEADER;
import static io.dagstore.core.car.CarException.Fault.MALFORMED_HEADER;
import static io.dagstore.core.car.CarException.Fault.TRUNCATED_HEADER;
import static io.dagstore.core.car.CarException.Fault.UNFINALISED;
import static io.dagstore.core.car.CarException.Fault.UNSUPPORTED_VERSION;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.files.Scan;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads the head of a file, forward only: CARv1 frame, or CARv2 pragma, fixed header and inner
 * frame.
 */
final class HeaderReader {
  private static final int MAX_VARINT = 9;

  private final Scan scan;
  private final String source;
  private final long size;
  private final CarLimits limits;

  /** {@code size} is {@link CarHeader#UNKNOWN_SIZE} for a stream. */
  HeaderReader(Scan scan, String source, long size, CarLimits limits) {
    this.scan = scan;
    this.source = source;
    this.size = size;
    this.limits = limits;
  }

  /** As {@link #read}; the scan of a file with a bad head is closed. */
  CarHeader readOrClose() throws IOException {
    return orClose(this::read);
  }

  /** As {@link #payload(long, long)}; the scan of a file with a bad head is closed. */
  CarHeader payloadOrClose(long offset, long end) throws IOException {
    return orClose(() -> payload(offset, end));
  }

  /** One of the ways to read a head. */
  @FunctionalInterface
  private interface Head {
    CarHeader read() throws IOException;
  }

  private CarHeader orClose(Head head) throws IOException {
    try {
      return head.read();
    } catch (IOException | RuntimeException | Error e) {
      try (scan) {
        throw e;
      }
    }
  }

  CarHeader read() throws IOException {
    try {
      return head();
    } catch (InternalError e) {
      throw scan.fault(e);
    }
  }

  private CarHeader head() throws IOException {
    var outer = frame(0, size);
    if (outer.content.version() == 1) {
      return new CarHeader(1, outer.content.roots(), 0, size, 0, false, outer.end);
    }
    if (!outer.content.bare() || outer.end != V2Header.PRAGMA_LENGTH) {
      throw fault(
          MALFORMED_HEADER, 0, "CARv2 pragma", "a map of the version alone", "more than that");
    }
    return version2();
  }

  private CarHeader version2() throws IOException {
    var v2 = fixedHeader();
    if (v2.isZero()) {
      throw fault(
          UNFINALISED,
          V2Header.PRAGMA_LENGTH,
          "CARv2 header",
          "sizes",
          "zeros: its writer did not finish");
    }
    check(v2);
    return payload(v2);
  }

  private CarHeader payload(V2Header v2) throws IOException {
    var inner = payload(v2.dataOffset(), v2.dataOffset() + v2.dataSize());
    return new CarHeader(
        2,
        inner.roots(),
        v2.dataOffset(),
        v2.dataSize(),
        v2.indexOffset(),
        v2.fullyIndexed(),
        inner.firstSection());
  }

  /** The CARv1 at {@code [offset, end)}, which lies inside a CARv2. */
  CarHeader payload(long offset, long end) throws IOException {
    var inner = frame(offset, end);
    if (inner.content.version() != 1) {
      throw fault(UNSUPPORTED_VERSION, offset, "version of the data inside a CARv2", "1", "2");
    }
    return new CarHeader(2, inner.content.roots(), offset, end - offset, 0, false, inner.end);
  }

  private V2Header fixedHeader() throws IOException {
    int length = V2Header.LENGTH - V2Header.PRAGMA_LENGTH;
    if (!scan.require(V2Header.PRAGMA_LENGTH, length)) {
      throw fault(
          TRUNCATED_HEADER,
          V2Header.PRAGMA_LENGTH,
          "CARv2 header",
          length + " bytes",
          "end of the file");
    }
    return V2Header.read(scan.segment(), V2Header.PRAGMA_LENGTH - scan.base());
  }

  private void check(V2Header v2) throws CarException {
    if (v2.dataOffset() < V2Header.LENGTH || (size >= 0 && v2.dataOffset() >= size)) {
      throw fault(
          INVALID_V2_HEADER,
          27,
          "data offset",
          "from " + V2Header.LENGTH + " to the end of the file",
          Long.toUnsignedString(v2.dataOffset()));
    }
    long room = (size >= 0 ? size : Long.MAX_VALUE) - v2.dataOffset();
    if (v2.dataSize() <= 0 || v2.dataSize() > room) {
      throw fault(
          INVALID_V2_HEADER,
          35,
          "data size",
          "from 1 to " + room,
          Long.toUnsignedString(v2.dataSize()));
    }
  }

  private record Frame(HeaderFrame.Content content, long end) {}

  private Frame frame(long offset, long end) throws IOException {
    long length = frameLength(offset, end);
    int prefix = Varint.size(length);
    long start = offset + prefix;
    if (length == 0 || length > limits.maxHeader()) {
      throw fault(
          HEADER_LENGTH,
          offset,
          "header length",
          "from 1 to " + limits.maxHeader(),
          Long.toString(length));
    }
    if ((end >= 0 && length > end - start) || !scan.require(start, (int) length)) {
      throw fault(TRUNCATED_HEADER, start, "CAR header", length + " bytes", "the end after fewer");
    }
    var bytes = new byte[(int) length];
    MemorySegment.copy(
        scan.segment(), ValueLayout.JAVA_BYTE, start - scan.base(), bytes, 0, bytes.length);
    return new Frame(HeaderFrame.read(bytes, source, start), start + length);
  }

  private long frameLength(long offset, long end) throws IOException {
    int room = end < 0 ? MAX_VARINT : (int) Math.min(MAX_VARINT, end - offset);
    int have = room;
    while (have > 0 && !scan.require(offset, have)) {
      have--;
    }
    if (have == 0) {
      throw fault(TRUNCATED_HEADER, offset, "CAR header", "a length", "nothing");
    }
    long from = offset - scan.base();
    try {
      return Varint.read(scan.segment(), from, from + have);
    } catch (MalformedException e) {
      var fault = have < MAX_VARINT ? TRUNCATED_HEADER : HEADER_LENGTH;
      throw fault(fault, offset, "header length", "a varint", String.valueOf(e.getMessage()));
    }
  }

  private CarException fault(Fault fault, long offset, String what, String expected, String got) {
    return new CarException(fault, source, offset, what, expected, got);
  }
}
