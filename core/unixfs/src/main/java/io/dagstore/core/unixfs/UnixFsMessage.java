package io.dagstore.core.unixfs;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The UnixFS protobuf message inside a dag-pb node. Decoding is strict about what it knows (wire
 * types, no field twice, no overflow) and passes over fields it does not know, as peers do; packed
 * block sizes are read too.
 *
 * @param type what the node is
 * @param data content, symlink target or bitfield; no bytes when absent
 * @param fileSize content bytes of a file in all
 * @param blockSizes content bytes below each link of a file
 * @param hashType multihash code of a shard's hash function, 0 when absent
 * @param fanout buckets of a shard, 0 when absent
 * @param metadata mode and mtime
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list would box every block size
record UnixFsMessage(
    UnixFsType type,
    Data data,
    OptionalLong fileSize,
    long[] blockSizes,
    long hashType,
    long fanout,
    UnixFsMetadata metadata) {

  /** Bytes that stay where they were decoded from. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Data(byte[] source, int from, int length) {
    byte[] copy() {
      return Arrays.copyOfRange(source, from, from + length);
    }
  }

  /**
   * Decodes a message.
   *
   * @throws IllegalArgumentException when it is none
   */
  static UnixFsMessage decode(byte[] bytes) {
    return new UnixFsMessageParser(bytes).parse();
  }
}
