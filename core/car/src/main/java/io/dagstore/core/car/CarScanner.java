package io.dagstore.core.car;

import io.dagstore.core.files.Scan;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Varint;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One forward pass over the sections of a CAR, version 1 or 2, from a source or a stream. {@link
 * #next} reads a section's length and CID and skips its data, which is read only when asked for.
 *
 * <p>The getters speak of the current section, after a {@link #next} that was true. Positions are
 * bytes from the start of the file; {@link #window} and {@link #windowBase} let a caller look at
 * the CID's bytes in place, so that a pass allocates nothing for a block:
 *
 * <pre>{@code
 * while (scanner.next()) {
 *   index.add(scanner.window(), scanner.multihashOffset() - scanner.windowBase(), …);
 * }
 * }</pre>
 *
 * <p>Hashes are not checked: see {@link VerifiedScan}. Not thread-safe. All errors in the bytes are
 * {@link CarException}; sections before the bad one have been given out by then.
 */
public final class CarScanner implements Closeable {
  /** Longest head of a section with a CID of a common hash: 9 + 9 + 9 + 9 + 9 + 64. */
  private static final int HEAD = 112;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final Scan scan;
  private final SectionFaults faults;
  private final String source;
  private final CarLimits limits;
  private final ZeroSection zero;
  private final CarHeader header;
  private final long end;

  private MemorySegment window;
  private long base;
  private long limit;
  private long next;
  private boolean ended;

  private long section;
  private long cidOffset;
  private long multihashOffset;
  private long digestOffset;
  private long dataOffset;
  private long codec;
  private long hashFunction;
  private int digestLength;
  private int dataLength;

  private CarScanner(
      Scan scan, String source, CarHeader header, CarLimits limits, ZeroSection zero) {
    this.scan = scan;
    this.faults = new SectionFaults(source, limits);
    this.source = source;
    this.limits = limits;
    this.zero = zero;
    this.header = header;
    this.end = header.dataEnd();
    this.next = header.firstSection();
    this.window = scan.segment();
    this.base = scan.base();
    this.limit = scan.limit();
  }

  /**
   * Starts a pass over {@code source}, which stays the caller's to close, after this scanner.
   *
   * @throws CarException if the head of the file is bad
   */
  public static CarScanner over(Source source, CarLimits limits, ZeroSection zero)
      throws IOException {
    return start(source.scan(0), source.name(), source.size(), limits, zero);
  }

  /**
   * Starts a pass over a stream, read forward only and never further than asked for plus a buffer.
   * Closing the scanner closes the stream.
   *
   * @param name of the stream in error messages
   * @throws CarException if the head of the stream is bad
   */
  public static CarScanner over(InputStream stream, String name, CarLimits limits, ZeroSection zero)
      throws IOException {
    return start(Scan.of(stream, name), name, CarHeader.UNKNOWN_SIZE, limits, zero);
  }

  /** Over the CARv1 payload at {@code [offset, end)}, whatever is around it. */
  static CarScanner over(Source source, long offset, long end, CarLimits limits, ZeroSection zero)
      throws IOException {
    var scan = source.scan(0);
    var head = new HeaderReader(scan, source.name(), source.size(), limits);
    return new CarScanner(scan, source.name(), head.payloadOrClose(offset, end), limits, zero);
  }

  private static CarScanner start(
      Scan scan, String name, long size, CarLimits limits, ZeroSection zero) throws IOException {
    var head = new HeaderReader(scan, name, size, limits);
    return new CarScanner(scan, name, head.readOrClose(), limits, zero);
  }

  /** What the head of the file says. */
  public CarHeader header() {
    return header;
  }

  /**
   * Goes to the next section, or says that there is none.
   *
   * @throws CarException if the section is bad; the pass cannot go on
   */
  public boolean next() throws IOException {
    long pos = next;
    if (pos + HEAD > Math.min(limit, end) && !fill(pos)) {
      return false;
    }
    try {
      return parse(pos);
    } catch (MalformedException e) {
      throw refuse(pos, e);
    } catch (InternalError e) {
      throw scan.fault(e);
    }
  }

  /**
   * Shows this scanner at each section that is left. The way to walk over a file that others may
   * cut short meanwhile: what that raises in here, or in the visitor, comes out as its {@link
   * IOException}.
   */
  public void forEach(VerifiedScan.Visitor visitor) throws IOException {
    try {
      var help = new WalkHelp(scan, next);
      while (next()) {
        help.passes(section);
        visitor.section(this);
      }
      scan.settle();
    } catch (InternalError e) {
      throw scan.fault(e);
    }
  }

  /** Position of the section's length prefix. */
  public long sectionOffset() {
    return section;
  }

  /**
   * Position of the section's length prefix from the first byte of the CARv1 payload: what indices
   * hold.
   */
  public long payloadOffset() {
    return section - header.dataOffset();
  }

  /** Length of the whole section: prefix, CID and data. */
  public int sectionLength() {
    return (int) (dataOffset - section) + dataLength;
  }

  /** Position of the CID. */
  public long cidOffset() {
    return cidOffset;
  }

  /** Length of the binary CID. */
  public int cidLength() {
    return (int) (dataOffset - cidOffset);
  }

  /** Codec of the CID. */
  public long codec() {
    return codec;
  }

  /** Multicodec number of the CID's hash function. */
  public long hashFunction() {
    return hashFunction;
  }

  /** Position of the CID's multihash, which ends where the data begins. */
  public long multihashOffset() {
    return multihashOffset;
  }

  /** Length of the binary multihash. */
  public int multihashLength() {
    return (int) (dataOffset - multihashOffset);
  }

  /** Position of the multihash's digest. */
  public long digestOffset() {
    return digestOffset;
  }

  /** Length of the digest. */
  public int digestLength() {
    return digestLength;
  }

  /** Position of the block's data. */
  public long dataOffset() {
    return dataOffset;
  }

  /** Length of the block's data. */
  public int dataLength() {
    return dataLength;
  }

  /**
   * The bytes around the current section's head; good until the next {@link #next} or {@link
   * #data}.
   */
  public MemorySegment window() {
    return window;
  }

  /** Position of the window's first byte. */
  public long windowBase() {
    return base;
  }

  /** The CID of the current section. */
  public Cid cid() throws IOException {
    return Cid.fromBytes(bytes(cidOffset, cidLength()));
  }

  /** Where the current block lies. */
  public CarSection location() throws IOException {
    return new CarSection(cid(), section, dataOffset, dataLength);
  }

  /** A copy of the current block's data, not checked against its CID. */
  public byte[] data() throws IOException {
    return bytes(dataOffset, dataLength);
  }

  /** The current block, not checked against its CID. */
  public Block block() throws IOException {
    var cid = cid();
    return new Block(cid, data());
  }

  /** Copies the whole section, prefix and CID included. */
  void copySection(byte[] target, int at) throws IOException {
    int length = sectionLength();
    if (section < base || section + length > limit) {
      fetch(section, length);
    }
    MemorySegment.copy(window, BYTE, section - base, target, at, length);
  }

  IOException fault(InternalError error) {
    return scan.fault(error);
  }

  CarLimits limits() {
    return limits;
  }

  String source() {
    return source;
  }

  /** Ends the pass. Closes the stream if one was given, never a source. */
  @Override
  public void close() throws IOException {
    scan.close();
  }

  private byte[] bytes(long pos, int length) throws IOException {
    if (pos < base || pos + length > limit) {
      // The whole section, so that a forward-only window still holds the CID afterwards.
      fetch(section, sectionLength());
    }
    var copy = new byte[length];
    MemorySegment.copy(window, BYTE, pos - base, copy, 0, length);
    return copy;
  }

  private boolean parse(long pos) throws IOException {
    long at = pos - base;
    long stop = Math.min(limit, end) - base;
    long length = Varint.read(window, at, stop);
    long cid = at + Varint.size(length);
    if (length == 0) {
      return zeroLength(pos);
    }
    section = pos;
    faults.checkLength(section, length, end - base - cid);
    long sectionEnd = cid + length;
    long data = readCid(cid, Math.min(stop, sectionEnd));
    if (data > sectionEnd) {
      throw faults.shorterThanCid(section, length, data - cid);
    }
    cidOffset = base + cid;
    dataOffset = base + data;
    dataLength = (int) (sectionEnd - data);
    next = base + sectionEnd;
    if (data > stop) {
      fetch(pos, (int) (data - at));
    }
    return true;
  }

  /** Reads the CID's head at window offset {@code cid} and returns where the CID ends. */
  private long readCid(long cid, long stop) throws CarException {
    long digest;
    if (stop - cid >= 2 && window.get(BYTE, cid) == 0x12 && window.get(BYTE, cid + 1) == 0x20) {
      codec = Multicodec.DAG_PB;
      hashFunction = Multicodec.SHA2_256;
      digestLength = 32;
      multihashOffset = base + cid;
      digest = cid + 2;
    } else {
      digest = readCidV1(cid, stop);
    }
    digestOffset = base + digest;
    return digest + digestLength;
  }

  private long readCidV1(long cid, long stop) throws CarException {
    long version = Varint.read(window, cid, stop);
    if (version != 1) {
      throw faults.malformed(section, "CID version", "1", Long.toString(version));
    }
    long at = cid + 1;
    codec = Varint.read(window, at, stop);
    at += Varint.size(codec);
    multihashOffset = base + at;
    hashFunction = Varint.read(window, at, stop);
    at += Varint.size(hashFunction);
    long length = Varint.read(window, at, stop);
    if (length > limits.maxSection()) {
      throw faults.digestTooLong(section, length);
    }
    digestLength = (int) length;
    faults.checkDigest(section, hashFunction, digestLength);
    return at + Varint.size(length);
  }

  private boolean zeroLength(long pos) throws CarException {
    if (zero == ZeroSection.END) {
      next = end;
      return false;
    }
    section = pos;
    throw faults.zero(section);
  }

  private void fetch(long pos, int length) throws IOException {
    boolean whole = scan.require(pos, length);
    moved();
    if (!whole) {
      throw faults.truncated(section, length + " bytes", limit - pos);
    }
  }

  /** Moves the window to {@code pos}; false if the data ends there. */
  private boolean fill(long pos) throws IOException {
    long room = end - pos;
    if (room <= 0) {
      return false;
    }
    // One byte back, which shows whether a stream came to the end of the section before.
    ended = !scan.require(pos - 1, 1 + (int) Math.min(HEAD, room));
    moved();
    if (limit < pos || (limit == pos && header.dataSize() != CarHeader.UNKNOWN_SIZE)) {
      throw faults.endsBefore(section, pos);
    }
    return limit > pos;
  }

  private void moved() {
    window = scan.segment();
    base = scan.base();
    limit = scan.limit();
  }

  private CarException refuse(long pos, MalformedException cause) {
    section = pos;
    long stop = Math.min(limit, end) - base;
    boolean cut = SectionFaults.isCut(window, pos - base, stop, ended);
    return faults.unreadable(section, cut, cause);
  }
}
