package io.dagstore.core.ipld;

import java.util.Arrays;

/**
 * BLAKE2b with a digest of 32 bytes and no key (RFC 7693), for one thread at a time.
 *
 * <p>The rounds are written out over 16 local variables, in three methods of four rounds: HotSpot
 * does not compile a method of more than 8000 bytecodes, which all twelve together would be.
 */
// Half a step of the algorithm is one statement here; in four it would be 800 lines.
@SuppressWarnings("AssignmentExpression")
final class Blake2b256 {
  private static final int BLOCK = 128;
  private static final int DIGEST = 32;

  /** The initial state of SHA-512. */
  private static final long[] IV = {
    0x6a09e667f3bcc908L,
    0xbb67ae8584caa73bL,
    0x3c6ef372fe94f82bL,
    0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L,
    0x9b05688c2b3e6c1fL,
    0x1f83d9abfb41bd6bL,
    0x5be0cd19137e2179L
  };

  /** No key, one leaf, a digest of 32 bytes. */
  private static final long PARAMETERS = 0x01010000L | DIGEST;

  private final long[] h = new long[8];
  private final long[] v = new long[16];
  private final long[] m = new long[16];
  private final byte[] last = new byte[BLOCK];

  /** Writes the digest of {@code data[off, off+length)} to {@code dst[at, at+32)}. */
  void digest(byte[] data, int off, int length, byte[] dst, int at) {
    System.arraycopy(IV, 0, h, 0, 8);
    h[0] ^= PARAMETERS;
    int done = 0;
    for (; length - done > BLOCK; done += BLOCK) {
      compress(data, off + done, done + BLOCK, 0);
    }
    Arrays.fill(last, (byte) 0);
    System.arraycopy(data, off + done, last, 0, length - done);
    compress(last, 0, length, -1);
    for (int i = 0; i < DIGEST / 8; i++) {
      Bits.putWord(dst, at + 8 * i, h[i]);
    }
  }

  /**
   * Takes in one block; {@code count} bytes are in then, and {@code end} is −1 for the last one.
   */
  private void compress(byte[] block, int off, long count, long end) {
    for (int i = 0; i < 16; i++) {
      m[i] = Bits.word(block, off + 8 * i);
    }
    System.arraycopy(h, 0, v, 0, 8);
    System.arraycopy(IV, 0, v, 8, 8);
    v[12] ^= count;
    v[14] ^= end;
    firstRounds(v, m);
    middleRounds(v, m);
    lastRounds(v, m);
    for (int i = 0; i < 8; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }

  /** Rounds 0 to 3. */
  private static void firstRounds(long[] v, long[] m) {
    long v0 = v[0];
    long v1 = v[1];
    long v2 = v[2];
    long v3 = v[3];
    long v4 = v[4];
    long v5 = v[5];
    long v6 = v[6];
    long v7 = v[7];
    long v8 = v[8];
    long v9 = v[9];
    long v10 = v[10];
    long v11 = v[11];
    long v12 = v[12];
    long v13 = v[13];
    long v14 = v[14];
    long v15 = v[15];
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[0]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[1]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[2]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[3]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[4]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[5]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[6]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[7]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[8]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[9]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[10]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[11]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[12]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[13]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[14]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[15]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[14]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[10]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[4]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[8]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[9]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[15]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[13]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[6]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[1]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[12]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[0]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[2]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[11]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[7]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[5]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[3]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[11]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[8]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[12]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[0]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[5]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[2]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[15]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[13]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[10]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[14]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[3]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[6]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[7]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[1]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[9]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[4]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[7]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[9]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[3]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[1]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[13]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[12]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[11]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[14]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[2]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[6]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[5]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[10]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[4]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[0]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[15]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[8]), 16)), 63);
    v[0] = v0;
    v[1] = v1;
    v[2] = v2;
    v[3] = v3;
    v[4] = v4;
    v[5] = v5;
    v[6] = v6;
    v[7] = v7;
    v[8] = v8;
    v[9] = v9;
    v[10] = v10;
    v[11] = v11;
    v[12] = v12;
    v[13] = v13;
    v[14] = v14;
    v[15] = v15;
  }

  /** Rounds 4 to 7. */
  private static void middleRounds(long[] v, long[] m) {
    long v0 = v[0];
    long v1 = v[1];
    long v2 = v[2];
    long v3 = v[3];
    long v4 = v[4];
    long v5 = v[5];
    long v6 = v[6];
    long v7 = v[7];
    long v8 = v[8];
    long v9 = v[9];
    long v10 = v[10];
    long v11 = v[11];
    long v12 = v[12];
    long v13 = v[13];
    long v14 = v[14];
    long v15 = v[15];
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[9]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[0]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[5]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[7]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[2]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[4]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[10]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[15]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[14]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[1]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[11]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[12]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[6]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[8]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[3]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[13]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[2]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[12]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[6]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[10]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[0]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[11]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[8]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[3]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[4]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[13]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[7]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[5]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[15]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[14]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[1]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[9]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[12]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[5]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[1]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[15]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[14]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[13]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[4]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[10]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[0]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[7]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[6]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[3]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[9]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[2]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[8]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[11]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[13]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[11]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[7]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[14]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[12]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[1]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[3]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[9]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[5]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[0]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[15]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[4]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[8]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[6]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[2]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[10]), 16)), 63);
    v[0] = v0;
    v[1] = v1;
    v[2] = v2;
    v[3] = v3;
    v[4] = v4;
    v[5] = v5;
    v[6] = v6;
    v[7] = v7;
    v[8] = v8;
    v[9] = v9;
    v[10] = v10;
    v[11] = v11;
    v[12] = v12;
    v[13] = v13;
    v[14] = v14;
    v[15] = v15;
  }

  /** Rounds 8 to 11. */
  private static void lastRounds(long[] v, long[] m) {
    long v0 = v[0];
    long v1 = v[1];
    long v2 = v[2];
    long v3 = v[3];
    long v4 = v[4];
    long v5 = v[5];
    long v6 = v[6];
    long v7 = v[7];
    long v8 = v[8];
    long v9 = v[9];
    long v10 = v[10];
    long v11 = v[11];
    long v12 = v[12];
    long v13 = v[13];
    long v14 = v[14];
    long v15 = v[15];
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[6]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[15]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[14]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[9]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[11]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[3]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[0]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[8]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[12]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[2]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[13]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[7]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[1]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[4]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[10]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[5]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[10]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[2]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[8]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[4]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[7]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[6]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[1]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[5]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[15]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[11]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[9]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[14]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[3]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[12]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[13]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[0]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[0]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[1]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[2]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[3]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[4]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[5]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[6]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[7]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[8]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[9]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[10]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[11]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[12]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[13]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[14]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[15]), 16)), 63);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[14]), 32)), 24);
    v4 = ror(v4 ^ (v8 += v12 = ror(v12 ^ (v0 += v4 + m[10]), 16)), 63);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[4]), 32)), 24);
    v5 = ror(v5 ^ (v9 += v13 = ror(v13 ^ (v1 += v5 + m[8]), 16)), 63);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[9]), 32)), 24);
    v6 = ror(v6 ^ (v10 += v14 = ror(v14 ^ (v2 += v6 + m[15]), 16)), 63);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[13]), 32)), 24);
    v7 = ror(v7 ^ (v11 += v15 = ror(v15 ^ (v3 += v7 + m[6]), 16)), 63);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[1]), 32)), 24);
    v5 = ror(v5 ^ (v10 += v15 = ror(v15 ^ (v0 += v5 + m[12]), 16)), 63);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[0]), 32)), 24);
    v6 = ror(v6 ^ (v11 += v12 = ror(v12 ^ (v1 += v6 + m[2]), 16)), 63);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[11]), 32)), 24);
    v7 = ror(v7 ^ (v8 += v13 = ror(v13 ^ (v2 += v7 + m[7]), 16)), 63);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[5]), 32)), 24);
    v4 = ror(v4 ^ (v9 += v14 = ror(v14 ^ (v3 += v4 + m[3]), 16)), 63);
    v[0] = v0;
    v[1] = v1;
    v[2] = v2;
    v[3] = v3;
    v[4] = v4;
    v[5] = v5;
    v[6] = v6;
    v[7] = v7;
    v[8] = v8;
    v[9] = v9;
    v[10] = v10;
    v[11] = v11;
    v[12] = v12;
    v[13] = v13;
    v[14] = v14;
    v[15] = v15;
  }

  private static long ror(long word, int bits) {
    return Long.rotateRight(word, bits);
  }
}
