package io.dagstore.core.ipld;

import io.dagstore.core.ipld.MalformedException.Fault;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest that says which hash function made it: varint code, varint digest length, digest.
 * Immutable; equal, hashed and ordered by its bytes (unsigned).
 */
public final class Multihash implements Comparable<Multihash> {
  /** The longest digest that is read, in bytes. */
  public static final int MAX_DIGEST_LENGTH = 32 << 20;

  private final byte[] bytes;
  private final int from;
  private final int digestFrom;
  private final int to;
  private final long code;

  private Multihash(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    code = Varint.read(bytes, from, to);
    int lengthAt = from + Varint.size(code);
    digestFrom = lengthAt + Varint.size(Varint.read(bytes, lengthAt, to));
  }

  /** Over bytes that {@link #length} has accepted and that nobody writes to. */
  static Multihash view(byte[] bytes, int from, int to) {
    return new Multihash(bytes, from, to);
  }

  /**
   * The multihash of a digest made elsewhere.
   *
   * @throws MalformedException when the digest has not the length that {@code code} gives
   */
  public static Multihash of(long code, byte[] digest) {
    checkDigest(code, digest.length, -1);
    int head = Varint.size(code) + Varint.size(digest.length);
    byte[] bytes = new byte[head + digest.length];
    int at = Varint.write(code, bytes, 0);
    Varint.write(digest.length, bytes, at);
    System.arraycopy(digest, 0, bytes, head, digest.length);
    return new Multihash(bytes, 0, bytes.length);
  }

  /**
   * The multihash of {@code data[off, off+length)} by the hash function {@code code}. A {@link
   * Hasher} does the same faster for many.
   *
   * @throws IllegalArgumentException when the function is not known here
   */
  public static Multihash sum(long code, byte[] data, int off, int length) {
    return new Hasher().multihash(code, data, off, length);
  }

  /** The multihash of all of {@code data}; see {@link #sum(long, byte[], int, int)}. */
  public static Multihash sum(long code, byte[] data) {
    return sum(code, data, 0, data.length);
  }

  /**
   * Reads the multihash that begins at {@code off} and ends before {@code limit}, copying it.
   *
   * @throws MalformedException when there is none
   */
  public static Multihash read(byte[] b, int off, int limit) {
    int length = length(b, off, limit);
    return new Multihash(Arrays.copyOfRange(b, off, off + length), 0, length);
  }

  /**
   * The multihash whose bytes are exactly {@code bytes}.
   *
   * @throws MalformedException when they are none, or more than one
   */
  public static Multihash fromBytes(byte[] bytes) {
    Multihash multihash = read(bytes, 0, bytes.length);
    if (multihash.byteLength() != bytes.length) {
      throw MalformedException.invalid(
          "multihash", multihash.byteLength(), "its end", "trailing bytes");
    }
    return multihash;
  }

  /** The code of the hash function. */
  public long code() {
    return code;
  }

  /** The length of the digest in bytes. */
  public int digestLength() {
    return to - digestFrom;
  }

  /** A copy of the digest. */
  public byte[] digest() {
    return Arrays.copyOfRange(bytes, digestFrom, to);
  }

  /** The length of the whole multihash in bytes. */
  public int byteLength() {
    return to - from;
  }

  /** A copy of the whole multihash. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Writes the whole multihash, {@link #byteLength} bytes, at {@code off}. */
  public void writeTo(byte[] dst, int off) {
    System.arraycopy(bytes, from, dst, off, to - from);
  }

  /** Whether the {@code length} bytes of {@code s} from {@code off} are this multihash. */
  public boolean sameBytes(MemorySegment s, long off, long length) {
    return length == to - from && Bits.equal(bytes, from, s, off, to - from);
  }

  boolean digestEquals(byte[] other, int length) {
    return length == to - digestFrom && Arrays.equals(bytes, digestFrom, to, other, 0, length);
  }

  boolean digestEquals(byte[] other, int off, int length) {
    return length == to - digestFrom
        && Arrays.equals(bytes, digestFrom, to, other, off, off + length);
  }

  @Override
  public int compareTo(Multihash that) {
    return Arrays.compareUnsigned(bytes, from, to, that.bytes, that.from, that.to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multihash that
        && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** The name of the hash function and the digest in hexadecimal. */
  @Override
  public String toString() {
    return Multicodec.name(code) + ":" + HexFormat.of().formatHex(bytes, digestFrom, to);
  }

  /** The length of the multihash at {@code off}, checked. */
  static int length(byte[] b, int off, int limit) {
    long code = Varint.read(b, off, limit);
    int lengthAt = off + Varint.size(code);
    long digest = Varint.read(b, lengthAt, limit);
    int head = Varint.size(code) + Varint.size(digest);
    return head + checkLength(code, digest, off, limit - off - head);
  }

  /** The length of the multihash at {@code off}, checked. */
  static int length(MemorySegment s, long off, long limit) {
    long code = Varint.read(s, off, limit);
    long digest = Varint.read(s, off + Varint.size(code), limit);
    int head = Varint.size(code) + Varint.size(digest);
    return head + checkLength(code, digest, off, limit - off - head);
  }

  private static int checkLength(long code, long digest, long off, long available) {
    checkDigest(code, digest, off);
    if (digest > available) {
      throw MalformedException.truncated("multihash digest", off, digest, available);
    }
    return (int) digest;
  }

  private static void checkDigest(long code, long digest, long off) {
    int fixed = Hasher.digestLength(code);
    if (fixed >= 0 && digest != fixed) {
      throw MalformedException.invalid(
          Multicodec.name(code) + " digest", off, fixed + " bytes", digest + " bytes");
    }
    if (digest > MAX_DIGEST_LENGTH) {
      throw new MalformedException(
          Fault.LIMIT, "multihash digest", off, "at most 32 MiB", digest + " bytes");
    }
  }
}
