package io.dagstore.core.ipld;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A content identifier, version 0 (a bare sha2-256 multihash, content DAG-PB) or version 1 (codec
 * and multihash). Immutable; equal, hashed and ordered by its bytes (unsigned), so the same content
 * under v0 and v1, or under two codecs, has unequal CIDs with equal {@link #multihash}es.
 *
 * <p>A digest of sha2-256, sha2-512 or blake2b-256 that has not the length of that function is
 * malformed.
 */
public final class Cid implements Comparable<Cid> {
  /** The length of a version 0 CID in bytes. */
  public static final int V0_LENGTH = 34;

  private static final int V0_TEXT_LENGTH = 46;
  private static final int V0_HEAD = 0x2012;

  private final byte[] bytes;
  private final long codec;
  private final int multihashOffset;
  private int hash;

  private Cid(byte[] bytes) {
    this.bytes = bytes;
    if (isV0(bytes, 0, bytes.length)) {
      codec = Multicodec.DAG_PB;
      multihashOffset = 0;
    } else {
      codec = Varint.read(bytes, 1, bytes.length);
      multihashOffset = 1 + Varint.size(codec);
    }
  }

  /**
   * The version 0 CID of {@code multihash}.
   *
   * @throws IllegalArgumentException when that is not a sha2-256
   */
  public static Cid v0(Multihash multihash) {
    if (multihash.code() != Multicodec.SHA2_256) {
      throw new IllegalArgumentException(
          "CIDv0: expected sha2-256, got " + Multicodec.name(multihash.code()));
    }
    return new Cid(multihash.toBytes());
  }

  /** The version 1 CID of {@code codec} and {@code multihash}. */
  public static Cid v1(long codec, Multihash multihash) {
    int head = 1 + Varint.size(codec);
    byte[] bytes = new byte[head + multihash.byteLength()];
    bytes[0] = 1;
    Varint.write(codec, bytes, 1);
    multihash.writeTo(bytes, head);
    return new Cid(bytes);
  }

  /**
   * The CID that {@code text} spells: base58btc without prefix for version 0, any known {@link
   * Multibase} for version 1.
   *
   * @throws MalformedException when it is none
   */
  public static Cid parse(String text) {
    if (text.length() == V0_TEXT_LENGTH && text.startsWith("Qm")) {
      return fromBytes(Multibase.BASE58BTC.decode(text));
    }
    Cid cid = fromBytes(Multibase.decodePrefixed(text));
    if (cid.version() == 0) {
      throw MalformedException.invalid("CID", 0, "a version 0 CID without prefix", text);
    }
    return cid;
  }

  /**
   * The CID whose bytes are exactly {@code bytes}, which are copied.
   *
   * @throws MalformedException when they are none, or more than one
   */
  public static Cid fromBytes(byte[] bytes) {
    Cid cid = read(bytes, 0, bytes.length);
    if (cid.bytes.length != bytes.length) {
      throw MalformedException.invalid("CID", cid.bytes.length, "its end", "trailing bytes");
    }
    return cid;
  }

  /**
   * Reads the CID that begins at {@code off} and ends before {@code limit}, copying it.
   *
   * @throws MalformedException when there is none
   */
  public static Cid read(byte[] b, int off, int limit) {
    return new Cid(Arrays.copyOfRange(b, off, off + length(b, off, limit)));
  }

  /**
   * Reads the CID that begins at {@code off} and ends before {@code limit}, copying it.
   *
   * @throws MalformedException when there is none
   */
  public static Cid read(MemorySegment s, long off, long limit) {
    byte[] bytes = new byte[length(s, off, limit)];
    MemorySegment.copy(s, JAVA_BYTE, off, bytes, 0, bytes.length);
    return new Cid(bytes);
  }

  /**
   * The length in bytes of the CID that begins at {@code off} and ends before {@code limit},
   * checked as {@link #read(byte[], int, int)} checks it, without allocation.
   *
   * @throws MalformedException when there is none
   */
  public static int length(byte[] b, int off, int limit) {
    if (isV0(b, off, limit)) {
      return checkV0(off, limit);
    }
    checkVersion(Varint.read(b, off, limit), off);
    int head = 1 + Varint.size(Varint.read(b, off + 1, limit));
    return head + Multihash.length(b, off + head, limit);
  }

  /**
   * The length in bytes of the CID that begins at {@code off} and ends before {@code limit},
   * checked as {@link #read(MemorySegment, long, long)} checks it, without allocation.
   *
   * @throws MalformedException when there is none
   */
  public static int length(MemorySegment s, long off, long limit) {
    if (limit - off >= V0_LENGTH) {
      int length = CidShape.length(s.get(Bits.WORD, off));
      if (length > 0 && length <= limit - off) {
        return length;
      }
    }
    return slowLength(s, off, limit);
  }

  private static int slowLength(MemorySegment s, long off, long limit) {
    if (limit - off >= 2 && isV0(s, off)) {
      return checkV0(off, limit);
    }
    checkVersion(Varint.read(s, off, limit), off);
    int head = 1 + Varint.size(Varint.read(s, off + 1, limit));
    return head + Multihash.length(s, off + head, limit);
  }

  /**
   * How many bytes after {@code off} the multihash of the CID there begins: 0 for version 0. Only
   * for a CID that {@link #length(MemorySegment, long, long)} has accepted.
   */
  public static int multihashOffset(MemorySegment s, long off) {
    if (isV0(s, off)) {
      return 0;
    }
    int at = 1;
    while (s.get(JAVA_BYTE, off + at) < 0) {
      at++;
    }
    return at + 1;
  }

  /** 0 or 1. */
  public int version() {
    return multihashOffset == 0 ? 0 : 1;
  }

  /** The code of the content's format, see {@link Multicodec}. */
  public long codec() {
    return codec;
  }

  /** The multihash, a view of this CID's bytes. */
  public Multihash multihash() {
    return Multihash.view(bytes, multihashOffset, bytes.length);
  }

  /** Where the multihash begins in {@link #toBytes}: 0 for version 0. */
  public int multihashOffset() {
    return multihashOffset;
  }

  /** The length of the multihash in bytes. */
  public int multihashLength() {
    return bytes.length - multihashOffset;
  }

  /**
   * Eight bytes of the multihash from its byte {@code at} on as a little-endian number, with zeros
   * after its end: what hash tables need, without a copy.
   *
   * @throws IndexOutOfBoundsException when {@code at} is no byte of the multihash
   */
  public long multihashWord(int at) {
    int from = multihashOffset + Objects.checkIndex(at, multihashLength());
    if (from + Long.BYTES <= bytes.length) {
      return Bits.word(bytes, from);
    }
    long word = 0;
    for (int i = bytes.length - 1; i >= from; i--) {
      word = (word << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return word;
  }

  /** Whether the CID carries its content itself, as the digest of its multihash. */
  public boolean isIdentity() {
    return bytes[multihashOffset] == Multicodec.IDENTITY;
  }

  /** The length of the CID in bytes. */
  public int byteLength() {
    return bytes.length;
  }

  /** A copy of the CID's bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Writes the CID, {@link #byteLength} bytes, at {@code off}. */
  public void writeTo(byte[] dst, int off) {
    System.arraycopy(bytes, 0, dst, off, bytes.length);
  }

  /** Whether the {@code length} bytes of {@code s} from {@code off} are this CID. */
  public boolean sameBytes(MemorySegment s, long off, long length) {
    return length == bytes.length && Bits.equal(bytes, 0, s, off, bytes.length);
  }

  /**
   * Whether the {@code length} bytes of {@code s} from {@code off} are the multihash of this CID.
   */
  public boolean sameMultihash(MemorySegment s, long off, long length) {
    int own = bytes.length - multihashOffset;
    return length == own && Bits.equal(bytes, multihashOffset, s, off, own);
  }

  /** Whether both CIDs name the same bytes: their multihashes are equal. */
  public boolean sameMultihash(Cid that) {
    return Arrays.equals(
        bytes, multihashOffset, bytes.length, that.bytes, that.multihashOffset, that.bytes.length);
  }

  @Override
  public int compareTo(Cid that) {
    return Arrays.compareUnsigned(bytes, that.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Cid that && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(bytes);
      hash = known;
    }
    return known;
  }

  /** The usual text: base58btc for version 0, base32 for version 1. */
  @Override
  public String toString() {
    return version() == 0
        ? Multibase.BASE58BTC.encode(bytes)
        : Multibase.BASE32.encodePrefixed(bytes);
  }

  /**
   * The text in {@code base}, with its prefix.
   *
   * @throws IllegalArgumentException for a version 0 CID in another base than base58btc, which does
   *     not exist
   */
  public String toString(Multibase base) {
    if (version() == 1) {
      return base.encodePrefixed(bytes);
    }
    if (base != Multibase.BASE58BTC) {
      throw new IllegalArgumentException("CIDv0: expected base58btc, got " + base);
    }
    return toString();
  }

  private static boolean isV0(byte[] b, int off, int limit) {
    return limit - off >= 2 && b[off] == 0x12 && b[off + 1] == 0x20;
  }

  private static boolean isV0(MemorySegment s, long off) {
    return s.get(JAVA_BYTE, off) == (V0_HEAD & 0xff) && s.get(JAVA_BYTE, off + 1) == V0_HEAD >> 8;
  }

  private static int checkV0(long off, long limit) {
    if (limit - off < V0_LENGTH) {
      throw MalformedException.truncated("CID", off, V0_LENGTH, limit - off);
    }
    return V0_LENGTH;
  }

  private static void checkVersion(long version, long off) {
    if (version != 1) {
      throw MalformedException.invalid("CID", off, "version 1", "version " + version);
    }
  }
}
