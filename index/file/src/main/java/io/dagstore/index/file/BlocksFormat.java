package io.dagstore.index.file;

import io.dagstore.core.files.Envelope;

/**
 * The file {@code <key>.blocks}, or the same bytes beside the shard's record where there are at
 * most 1,000 entries: the blocks of one shard by the keys of their multihashes, some 8 to 11 bytes
 * each. An {@link Envelope} of the format "shard-blocks", its owner being the first 8 bytes of the
 * SHA-256 of the shard key's UTF-8. All integers are little-endian.
 *
 * <pre>
 * fact 0   N, number of entries
 * fact 1   B, number of buckets, 1 or more: N / 16 rounded up
 * fact 2   bits of an offset, 0 to 48
 * fact 3   bits of a length, 0 to 31
 * fact 4   E, bytes of an entry, at most 16
 * fact 5   number of different keys
 *
 * body     0    N*E     entries, bucket after bucket
 *          N*E  8(B+1)  directory: word b = number of bucket b's first entry (low 40 bits) and
 *                       checksum of the bucket (high 24 bits); the last word = N, no checksum
 *
 * entry    bit 0          offset: position in the CAR file of the block's CID
 *          ..             length: bytes of CID and data
 *          .. to 8E - 1   fingerprint
 * </pre>
 *
 * <p>A key is a 64-bit number of which the 48 highest bits count, the others being 0. Its bucket is
 * the high half of the 128-bit product {@code key * B}, its fingerprint the highest bits of the low
 * half. An entry's bits are chosen so that bucket and fingerprint together give the key back.
 * Entries lie in the order of their keys, those of one key in the order of their offsets.
 *
 * <p>The checksum of a bucket is the highest 24 bits of {@link io.dagstore.core.files.MemorySum}
 * over its entries, seeded with the bucket's number. A bucket of more than 256 entries, which only
 * one block repeated many times makes, has checksum 0 and is covered by the envelope's alone.
 */
final class BlocksFormat {
  static final int VERSION_CURRENT = 1;
  static final Envelope.Format FORMAT = new Envelope.Format("shard-blocks", VERSION_CURRENT);

  static final int FACT_ENTRIES = 0;
  static final int FACT_BUCKETS = 1;
  static final int FACT_OFFSET_BITS = 2;
  static final int FACT_LENGTH_BITS = 3;
  static final int FACT_ENTRY_BYTES = 4;
  static final int FACT_KEYS = 5;
  static final int FACTS = 6;

  static final int MEAN_BUCKET = 16;
  static final int MAX_CHECKED_BUCKET = 256;
  static final int MAX_OFFSET_BITS = 48;
  static final int MAX_LENGTH_BITS = 31;
  static final int MAX_ENTRY_BYTES = 16;
  static final int START_BITS = 40;
  static final long START_MASK = (1L << START_BITS) - 1;
  static final long MAX_ENTRIES = START_MASK;

  private BlocksFormat() {}

  static long buckets(long entries) {
    return Math.max(1, Math.ceilDiv(entries, MEAN_BUCKET));
  }

  /** Returns the bytes of the body. */
  static long bodyLength(long entries, EntryLayout layout) {
    return Long.BYTES * (layout.buckets() + 1) + entries * layout.entryBytes();
  }

  /** Returns a bucket's directory word. */
  static long directoryWord(long start, long sum) {
    return start | (sum & ~START_MASK);
  }
}
