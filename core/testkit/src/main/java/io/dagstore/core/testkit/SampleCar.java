package io.dagstore.core.testkit;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.Varint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A CARv1 of made-up raw blocks that depends on nothing but its parameters: the same bytes as the
 * generator of our peers makes (recipe 1). Its one root is the CID of its first block.
 *
 * @param blocks how many, 1 or more
 * @param min length of the shortest block, 8 or more
 * @param max length of the longest block
 * @param seed of the sequence; two seeds share no block
 */
public record SampleCar(int blocks, int min, int max, long seed) {
  private static final long G = 0x9E3779B97F4A7C15L;

  /** A CAR of this many blocks of 8 to 100 bytes. */
  public static SampleCar small(int blocks, long seed) {
    return new SampleCar(blocks, 8, 100, seed);
  }

  /** The blocks in their order. */
  public List<Block> list() {
    return IntStream.range(0, blocks).mapToObj(this::block).toList();
  }

  /** The CIDs in their order. */
  public List<Cid> cids() {
    return list().stream().map(Block::cid).toList();
  }

  /** The root: the CID of the first block. */
  public Cid root() {
    return block(0).cid();
  }

  /** Block number {@code i}, counted from 0. */
  public Block block(long i) {
    var data = body(i);
    return new Block(Cid.v1(Multicodec.RAW, Multihash.sum(Multicodec.SHA2_256, data)), data);
  }

  /** The whole file. */
  public byte[] bytes() {
    return of(root(), list());
  }

  /** Writes the whole file. */
  public Path writeTo(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A CARv1 with one root and these blocks, which need not fit their CIDs. */
  public static byte[] of(Cid root, List<Block> blocks) {
    var out = new ByteArrayOutputStream();
    var header = header(root);
    section(out, header, new byte[0]);
    for (var block : blocks) {
      section(out, block.cid().toBytes(), block.data());
    }
    return out.toByteArray();
  }

  private static byte[] header(Cid root) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa2, 0x65});
    out.writeBytes("roots".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {(byte) 0x81, (byte) 0xd8, 0x2a});
    int length = root.byteLength() + 1;
    if (length < 24) {
      out.write(0x40 + length);
    } else if (length < 256) {
      out.writeBytes(new byte[] {0x58, (byte) length});
    } else {
      out.writeBytes(new byte[] {0x59, (byte) (length >> 8), (byte) length});
    }
    out.write(0);
    out.writeBytes(root.toBytes());
    out.write(0x67);
    out.writeBytes("version".getBytes(StandardCharsets.US_ASCII));
    out.write(1);
    return out.toByteArray();
  }

  private static void section(ByteArrayOutputStream out, byte[] head, byte[] data) {
    var prefix = new byte[9];
    int size = Varint.write(head.length + (long) data.length, prefix, 0);
    out.write(prefix, 0, size);
    out.writeBytes(head);
    out.writeBytes(data);
  }

  private byte[] body(long i) {
    long state = mix(mix(seed + G) ^ i);
    int length = min + (int) Long.remainderUnsigned(mix(state + G), max - min + 1L);
    var words = ByteBuffer.allocate((length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    LongStream.rangeClosed(2, 1 + words.capacity() / 8)
        .map(n -> mix(state + n * G))
        .forEach(words::putLong);
    var body = new byte[length];
    words.flip().get(body);
    return body;
  }

  private static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
