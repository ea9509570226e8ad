package io.dagstore.core.unixfs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one {@link UnixFsMessage}. */
final class UnixFsMessageParser {
  private static final int MAX_NANOS = 999_999_999;
  private static final int MODE_BITS = 0_7777;
  private static final long[] NO_SIZES = {};

  private final byte[] source;
  private @Nullable UnixFsType type;
  private int dataFrom;
  private int dataLength;
  private OptionalLong fileSize = OptionalLong.empty();
  private long[] blockSizes = NO_SIZES;
  private int blockCount;
  private long hashType;
  private long fanout;
  private UnixFsMetadata metadata = UnixFsMetadata.NONE;
  private int seen;

  UnixFsMessageParser(byte[] source) {
    this.source = source;
  }

  UnixFsMessage parse() {
    ProtoReader in = new ProtoReader(source, 0, source.length);
    while (in.hasNext()) {
      field(in.field(), in);
    }
    if (type == null) {
      throw new IllegalArgumentException("UnixFS message has no type");
    }
    return new UnixFsMessage(
        type,
        new UnixFsMessage.Data(source, dataFrom, dataLength),
        fileSize,
        Arrays.copyOf(blockSizes, blockCount),
        hashType,
        fanout,
        metadata);
  }

  private void field(int number, ProtoReader in) {
    switch (number) {
      case 1 -> type = UnixFsType.of(single(number, "type", in));
      case 2 -> data(in);
      case 3 -> fileSize = OptionalLong.of(size(single(number, "filesize", in), "filesize"));
      case 4 -> blockSize(in);
      case 5 -> hashType = single(number, "hashType", in);
      case 6 -> fanout = single(number, "fanout", in);
      case 7 -> metadata = metadata.withMode((int) single(number, "mode", in) & MODE_BITS);
      case 8 -> mtime(in);
      default -> in.skipValue();
    }
  }

  private long single(int number, String name, ProtoReader in) {
    in.expect(ProtoReader.VARINT, name);
    once(number, name);
    return in.varint();
  }

  private void once(int number, String name) {
    if ((seen & 1 << number) != 0) {
      throw new IllegalArgumentException("UnixFS field " + name + " occurs twice");
    }
    seen |= 1 << number;
  }

  private static long size(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name + ": expected below 2^63, got " + Long.toUnsignedString(value));
    }
    return value;
  }

  private void data(ProtoReader in) {
    in.expect(ProtoReader.BYTES, "data");
    once(2, "data");
    dataLength = in.length();
    dataFrom = in.skip(dataLength);
  }

  private void blockSize(ProtoReader in) {
    if (in.wireType() == ProtoReader.BYTES) {
      ProtoReader packed = in.nested();
      while (packed.hasNext()) {
        append(packed.varint());
      }
    } else {
      in.expect(ProtoReader.VARINT, "blocksizes");
      append(in.varint());
    }
  }

  private void append(long value) {
    if (blockCount == blockSizes.length) {
      blockSizes = Arrays.copyOf(blockSizes, Math.max(16, blockCount * 2));
    }
    blockSizes[blockCount++] = size(value, "blocksize");
  }

  private void mtime(ProtoReader in) {
    in.expect(ProtoReader.BYTES, "mtime");
    once(8, "mtime");
    ProtoReader nested = in.nested();
    OptionalLong seconds = OptionalLong.empty();
    int nanos = 0;
    while (nested.hasNext()) {
      switch (nested.field()) {
        case 1 -> {
          nested.expect(ProtoReader.VARINT, "mtime seconds");
          seconds = OptionalLong.of(nested.varint());
        }
        case 2 -> {
          nested.expect(ProtoReader.FIXED32, "mtime nanos");
          nanos = nested.fixed32();
        }
        default -> nested.skipValue();
      }
    }
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("mtime has no seconds");
    }
    metadata = metadata.withMtime(instant(seconds.getAsLong(), nanos));
  }

  private static Instant instant(long seconds, int nanos) {
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new IllegalArgumentException(
          "mtime nanos: expected below 10^9, got " + Integer.toUnsignedString(nanos));
    }
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("mtime seconds out of range: " + seconds, e);
    }
  }
}
