package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multihash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Bytes of a record, big-endian; texts are an int length and that many bytes of UTF-8.
 *
 * <pre>
 * u8   version, 5
 * i32  number of the shard
 * u8   state, as {@link ShardState#number}
 * u8   flags: 1 lazy, 2 being destroyed
 * i64  blocks
 * i64  bytes
 * text mount
 * text path of a local copy that is not the store's own, empty: none
 * text error, empty: none
 * text name of the shard indexer that found the blocks, empty: it is a CAR
 * i32  number of roots, 0 for a CAR
 *   i32 length and bytes of each CID
 * i64  bytes of the local copy that was made last, -1: none was
 * i32  length and bytes of its digest, a multihash; 0 where none was made
 * i64  bytes of its shard index, 0: there is none
 * i32  CRC32C of the key's UTF-8 and all bytes before
 * </pre>
 *
 * The key is that of the map it lies in. Version 1 ends behind the error and is that of a CAR,
 * version 2 behind the roots, version 3 before the checksum, version 4 has no bytes of an index.
 */
final class RecordFormat {
  private static final int VERSION = 5;
  private static final int SUMMED = 4;
  private static final int LAZY = 1;
  private static final int DESTROYING = 2;

  private RecordFormat() {}

  static byte[] write(ShardRecord shard) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(shard.number());
      out.writeByte(shard.state().number());
      out.writeByte((shard.lazy() ? LAZY : 0) | (shard.destroying() ? DESTROYING : 0));
      out.writeLong(shard.blocks());
      out.writeLong(shard.bytes());
      writeText(out, shard.mount().toString());
      writeText(out, shard.copy().path());
      writeText(out, shard.error());
      writeLayout(out, shard.layout());
      writeCopy(out, shard.copy());
      out.writeLong(shard.sizes().index());
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return summed(shard.key().value(), bytes.toByteArray());
  }

  /** The bytes with their checksum behind them. */
  static byte[] summed(String key, byte[] body) {
    return ByteBuffer.allocate(body.length + Integer.BYTES)
        .put(body)
        .putInt(sum(key, body, body.length))
        .array();
  }

  private static int sum(String key, byte[] bytes, int length) {
    var sum = new CRC32C();
    sum.update(key.getBytes(StandardCharsets.UTF_8));
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  /**
   * Looks at the checksum behind the bytes.
   *
   * @throws IllegalArgumentException if it is another
   */
  static void check(String key, byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    if (length < 0 || ByteBuffer.wrap(bytes).getInt(length) != sum(key, bytes, length)) {
      throw new IllegalArgumentException(
          "record of " + key + ": expected the checksum of its bytes, got another");
    }
  }

  /**
   * The record in these bytes.
   *
   * @throws IllegalArgumentException if they are none
   */
  static ShardRecord read(String key, byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version < 1 || version > VERSION) {
        throw new IllegalArgumentException("version: expected " + VERSION + ", got " + version);
      }
      if (version >= SUMMED) {
        check(key, bytes);
      }
      var shard = read(new ShardKey(key), in, version);
      expectEnd(in, version >= SUMMED ? Integer.BYTES : 0);
      return shard;
    } catch (IOException e) {
      throw new IllegalArgumentException("expected more bytes, got " + bytes.length, e);
    }
  }

  /** A wrong bit in a version may lead to one that ends earlier and has no checksum. */
  private static void expectEnd(DataInputStream in, int left) throws IOException {
    if (in.available() != left) {
      throw new IllegalArgumentException(
          "end: expected " + left + " bytes more, got " + in.available());
    }
  }

  private static ShardRecord read(ShardKey key, DataInputStream in, int version)
      throws IOException {
    int number = in.readInt();
    int state = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    long blocks = in.readLong();
    long size = in.readLong();
    var mount = URI.create(readText(in));
    var path = readText(in);
    var error = readText(in);
    var layout = version == 1 ? Layout.CAR : readLayout(in);
    var copy = version < 3 ? LocalCopy.at(path) : readCopy(path, in);
    return new ShardRecord(
        number,
        key,
        mount,
        ShardState.of(state).orElseThrow(() -> new IllegalArgumentException("state: got " + state)),
        (flags & LAZY) != 0,
        (flags & DESTROYING) != 0,
        new ShardRecord.Sizes(blocks, size, version < 5 ? 0 : in.readLong()),
        error,
        layout,
        copy);
  }

  private static void writeCopy(DataOutputStream out, LocalCopy copy) throws IOException {
    out.writeLong(copy.size());
    var digest = copy.digest().map(Multihash::toBytes).orElse(new byte[0]);
    out.writeInt(digest.length);
    out.write(digest);
  }

  private static LocalCopy readCopy(String path, DataInputStream in) throws IOException {
    long size = in.readLong();
    var digest = readBytes(in);
    return new LocalCopy(
        path,
        size,
        digest.length == 0 ? Optional.empty() : Optional.of(Multihash.fromBytes(digest)));
  }

  private static void writeLayout(DataOutputStream out, Layout layout) throws IOException {
    writeText(out, layout.indexer());
    out.writeInt(layout.roots().size());
    for (var root : layout.roots()) {
      out.writeInt(root.byteLength());
      out.write(root.toBytes());
    }
  }

  private static Layout readLayout(DataInputStream in) throws IOException {
    var indexer = readText(in);
    int count = in.readInt();
    if (count < 0 || count > Layout.MAX_ROOTS) {
      throw new IllegalArgumentException(
          "roots: expected at most " + Layout.MAX_ROOTS + ", got " + count);
    }
    var roots = new ArrayList<Cid>();
    for (int i = 0; i < count; i++) {
      roots.add(Cid.fromBytes(readBytes(in)));
    }
    return new Layout(indexer, roots);
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IllegalArgumentException(
          "length: expected at most " + in.available() + " bytes, got " + length);
    }
    return in.readNBytes(length);
  }
}
