package io.dagstore.core.ipld;

import java.lang.foreign.MemorySegment;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Checks and makes digests: identity, sha2-256, sha2-512, blake2b-256. Reusable, for one thread at
 * a time; keeps its buffers between calls.
 */
public final class Hasher {
  private static final int MAX_DIGEST = 64;

  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private final Blake2b256 blake = new Blake2b256();
  private final byte[] scratch = new byte[MAX_DIGEST];

  /** A hasher of its own, with no bytes taken in. */
  public Hasher() {}

  /** Whether the hash function {@code code} can be computed here. */
  public static boolean knows(long code) {
    return code == Multicodec.IDENTITY || digestLength(code) > 0;
  }

  /** The length of the digests of {@code code}; −1 when any length may be right. */
  static int digestLength(long code) {
    return code == Multicodec.SHA2_256 || code == Multicodec.BLAKE2B_256
        ? 32
        : code == Multicodec.SHA2_512 ? 64 : -1;
  }

  /** Whether {@code data[off, off+length)} is what {@code cid} names. */
  public Verdict verify(Cid cid, byte[] data, int off, int length) {
    Multihash expected = cid.multihash();
    if (expected.code() == Multicodec.IDENTITY) {
      return verdict(expected.digestEquals(data, off, length));
    }
    int made = digest(expected.code(), data, off, length, scratch, 0);
    return made < 0 ? Verdict.UNVERIFIABLE : verdict(expected.digestEquals(scratch, 0, made));
  }

  /**
   * Whether {@code data[off, off+length)} is what the multihash at {@code multihashOffset} of
   * {@code s} names; {@link Cid#length(MemorySegment, long, long)} has accepted the CID around it.
   */
  public Verdict verify(MemorySegment s, long multihashOffset, byte[] data, int off, int length) {
    long code = Varint.read(s, multihashOffset, s.byteSize());
    long lengthAt = multihashOffset + Varint.size(code);
    long expected = Varint.read(s, lengthAt, s.byteSize());
    long digestAt = lengthAt + Varint.size(expected);
    if (code == Multicodec.IDENTITY) {
      return verdict(expected == length && Bits.equal(data, off, s, digestAt, length));
    }
    int made = digest(code, data, off, length, scratch, 0);
    return made < 0
        ? Verdict.UNVERIFIABLE
        : verdict(expected == made && Bits.equal(scratch, 0, s, digestAt, made));
  }

  /**
   * The digest of {@code data[off, off+length)}.
   *
   * @throws IllegalArgumentException when the hash function is not known here
   */
  public byte[] digest(long code, byte[] data, int off, int length) {
    if (code == Multicodec.IDENTITY) {
      return Arrays.copyOfRange(data, off, off + length);
    }
    int made = digest(code, data, off, length, scratch, 0);
    if (made < 0) {
      throw new IllegalArgumentException("unknown hash function " + Multicodec.name(code));
    }
    return Arrays.copyOf(scratch, made);
  }

  /**
   * The multihash of {@code data[off, off+length)}.
   *
   * @throws IllegalArgumentException when the hash function is not known here
   */
  public Multihash multihash(long code, byte[] data, int off, int length) {
    return Multihash.of(code, digest(code, data, off, length));
  }

  /** Writes the digest to {@code dst} and returns its length; −1 when {@code code} is unknown. */
  private int digest(long code, byte[] data, int off, int length, byte[] dst, int at) {
    if (code == Multicodec.SHA2_256) {
      return digest(sha256, data, off, length, dst, at);
    }
    if (code == Multicodec.BLAKE2B_256) {
      blake.digest(data, off, length, dst, at);
      return 32;
    }
    return code == Multicodec.SHA2_512 ? digest(sha512, data, off, length, dst, at) : -1;
  }

  private static int digest(
      MessageDigest digest, byte[] data, int off, int length, byte[] dst, int at) {
    digest.update(data, off, length);
    try {
      return digest.digest(dst, at, digest.getDigestLength());
    } catch (DigestException e) {
      throw new AssertionError(e);
    }
  }

  private static Verdict verdict(boolean match) {
    return match ? Verdict.MATCH : Verdict.MISMATCH;
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + algorithm, e);
    }
  }
}
