package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.LYING_INDEX;
import static io.dagstore.core.car.CarException.Fault.MALFORMED_SECTION;
import static io.dagstore.core.car.CarException.Fault.SECTION_TOO_LARGE;
import static io.dagstore.core.car.CarException.Fault.TRUNCATED_SECTION;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Reads single sections at given places of a source, in one read each where the length is known.
 */
final class SectionReader {
  /** Read at once where the length is not known and the source is not mapped. */
  private static final int GUESS = 4 << 10;

  private final Source source;
  private final long from;
  private final long end;
  private final int maxSection;

  /** Over the sections in {@code [from, end)}. */
  SectionReader(Source source, long from, long end, int maxSection) {
    this.source = source;
    this.from = from;
    this.end = end;
    this.maxSection = maxSection;
  }

  /** One section in memory: where its CID and its data are in {@code bytes}. */
  private record Parsed(MemorySegment bytes, int cid, int data, int end) {

    boolean holds(Cid cid) {
      int multihash = this.cid + Cid.multihashOffset(bytes, this.cid);
      return cid.sameMultihash(bytes, multihash, data - multihash);
    }

    byte[] copy(int start, int stop) {
      var copy = new byte[stop - start];
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, copy, 0, copy.length);
      return copy;
    }
  }

  /** The block whose section is known to take {@code length} bytes at {@code section}. */
  static Block read(Source source, Cid cid, long section, int length) throws IOException {
    if (section < 0 || length < 1 || length > source.size() - section) {
      throw fault(source, section, LYING_INDEX, "section", "inside the file", length + " bytes");
    }
    try {
      var bytes = fetch(source, section, length);
      var parsed = parse(source, section, bytes);
      if (parsed.end != length || !parsed.holds(cid)) {
        throw fault(source, section, LYING_INDEX, "section", "block " + cid, "another");
      }
      var data = parsed.copy(parsed.data, parsed.end);
      source.settle();
      return new Block(cid, data);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** The block at {@code section} under the CID found there. */
  Block read(long section) throws IOException {
    try {
      var parsed = at(section, true);
      var cid = parsed.copy(parsed.cid, parsed.data);
      var data = parsed.copy(parsed.data, parsed.end);
      source.settle();
      return new Block(Cid.fromBytes(cid), data);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** The block {@code cid} at {@code section}; empty if something else is there. */
  Optional<Block> find(Cid cid, long section) throws IOException {
    try {
      var parsed = at(section, true);
      Optional<Block> block =
          parsed.holds(cid)
              ? Optional.of(new Block(cid, parsed.copy(parsed.data, parsed.end)))
              : Optional.empty();
      source.settle();
      return block;
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** Length of the data of {@code cid} at {@code section}, -1 if something else is there. */
  int size(Cid cid, long section) throws IOException {
    try {
      var parsed = at(section, false);
      int size = parsed.holds(cid) ? parsed.end - parsed.data : -1;
      source.settle();
      return size;
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** Whether the section at {@code section} has the block {@code cid}. */
  boolean holds(Cid cid, long section) throws IOException {
    try {
      boolean holds = at(section, false).holds(cid);
      source.settle();
      return holds;
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** The section; {@code data}: its data is read too, and not page by page where it is cold. */
  private Parsed at(long section, boolean data) throws IOException {
    var head = head(section);
    long length = sectionLength(section, head);
    boolean enough = length <= head.byteSize() && !(data && head.isMapped());
    return parse(source, section, enough ? head : fetch(source, section, (int) length));
  }

  /** The bytes from the section's start, as far as they come without knowing its length. */
  private MemorySegment head(long section) throws IOException {
    if (section < from || section >= end) {
      throw fault(
          source,
          section,
          TRUNCATED_SECTION,
          "section",
          "from " + from + " to " + end,
          "outside the data");
    }
    int room = (int) Math.min(end - section, Varint.MAX_SIZE + (long) maxSection);
    var view = source.view(section, room);
    return view.isPresent() ? view.get() : fetch(source, section, Math.min(room, GUESS));
  }

  private long sectionLength(long section, MemorySegment head) throws CarException {
    long length = length(source, section, head);
    if (length > maxSection) {
      throw fault(
          source,
          section,
          SECTION_TOO_LARGE,
          "section length",
          "at most " + maxSection,
          Long.toString(length));
    }
    long whole = Varint.size(length) + length;
    if (whole > end - section) {
      throw fault(
          source,
          section,
          TRUNCATED_SECTION,
          "section",
          whole + " bytes",
          (end - section) + " up to the end of the data");
    }
    return whole;
  }

  private static MemorySegment fetch(Source source, long section, int length) throws IOException {
    var view = source.viewInMemory(section, length);
    if (view.isPresent()) {
      return view.get();
    }
    var bytes = new byte[length];
    source.read(section, bytes, 0, length);
    return MemorySegment.ofArray(bytes);
  }

  private static Parsed parse(Source source, long section, MemorySegment bytes)
      throws CarException {
    long length = length(source, section, bytes);
    int cid = Varint.size(length);
    if (length > bytes.byteSize() - cid) {
      throw fault(
          source,
          section,
          TRUNCATED_SECTION,
          "section",
          length + " bytes",
          (bytes.byteSize() - cid) + " up to the end of the data");
    }
    int stop = cid + (int) length;
    try {
      return new Parsed(bytes, cid, cid + Cid.length(bytes, cid, stop), stop);
    } catch (MalformedException e) {
      throw fault(
          source, section, MALFORMED_SECTION, "section", "a CID", String.valueOf(e.getMessage()));
    }
  }

  private static long length(Source source, long section, MemorySegment bytes) throws CarException {
    try {
      return Varint.read(bytes, 0, bytes.byteSize());
    } catch (MalformedException e) {
      throw fault(
          source,
          section,
          MALFORMED_SECTION,
          "section length",
          "a varint",
          String.valueOf(e.getMessage()));
    }
  }

  private static CarException fault(
      Source source,
      long offset,
      CarException.Fault fault,
      String what,
      String expected,
      String got) {
    return new CarException(fault, source.name(), offset, what, expected, got);
  }
}
