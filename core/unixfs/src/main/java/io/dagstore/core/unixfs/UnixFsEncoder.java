package io.dagstore.core.unixfs;

import java.time.Instant;
import java.util.OptionalInt;

/** Writes UnixFS messages, fields in ascending order as Kubo does. */
final class UnixFsEncoder {
  private UnixFsEncoder() {}

  /** The message of a directory in one block. */
  static byte[] directory(UnixFsMetadata metadata) {
    return withMetadata(type(UnixFsType.DIRECTORY), metadata);
  }

  /** The message of a symlink. */
  static byte[] symlink(byte[] target, UnixFsMetadata metadata) {
    return withMetadata(type(UnixFsType.SYMLINK).bytes(2, target, 0, target.length), metadata);
  }

  /** The message of a file in one block. */
  static byte[] leaf(byte[] content, int from, int length, UnixFsMetadata metadata) {
    ProtoWriter out = type(UnixFsType.FILE);
    if (length > 0) {
      out.bytes(2, content, from, length);
    }
    return withMetadata(out.varint(3, length), metadata);
  }

  /** The message of an inner node of a file whose first {@code count} children have these sizes. */
  static byte[] inner(long[] blockSizes, int count, long fileSize, UnixFsMetadata metadata) {
    ProtoWriter out = type(UnixFsType.FILE).varint(3, fileSize);
    for (int i = 0; i < count; i++) {
      out.varint(4, blockSizes[i]);
    }
    return withMetadata(out, metadata);
  }

  /** The message of a shard. */
  static byte[] shard(byte[] bitfield, int fanout, UnixFsMetadata metadata) {
    ProtoWriter out = type(UnixFsType.HAMT_SHARD);
    out.bytes(2, bitfield, 0, bitfield.length);
    out.varint(5, HamtShard.MURMUR3).varint(6, fanout);
    return withMetadata(out, metadata);
  }

  private static ProtoWriter type(UnixFsType type) {
    return new ProtoWriter().varint(1, type.number());
  }

  private static byte[] withMetadata(ProtoWriter out, UnixFsMetadata metadata) {
    OptionalInt mode = metadata.mode();
    if (mode.isPresent()) {
      out.varint(7, mode.getAsInt());
    }
    metadata
        .mtime()
        .map(UnixFsEncoder::mtime)
        .ifPresent(nested -> out.bytes(8, nested, 0, nested.length));
    return out.toBytes();
  }

  private static byte[] mtime(Instant time) {
    ProtoWriter out = new ProtoWriter().varint(1, time.getEpochSecond());
    int nanos = time.getNano();
    if (nanos != 0) {
      out.fixed32(2, nanos);
    }
    return out.toBytes();
  }
}
