package io.dagstore.core.testkit;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of piece that is no CAR, and the indexer for it: a magic number, the count of roots, each
 * root as length and CID, then sections of two lengths, CID and data. Thread-safe.
 */
public final class FakePieces implements ShardIndexer {
  private static final long MAGIC = 0x70696563652d3031L;
  private static final int MAX_CID = 2048;

  /** An indexer. */
  public FakePieces() {}

  /** The bytes of a piece with these roots and these blocks. */
  public static byte[] of(List<Cid> roots, List<Block> blocks) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      out.writeInt(roots.size());
      for (var root : roots) {
        out.writeInt(root.byteLength());
        out.write(root.toBytes());
      }
      for (var block : blocks) {
        out.writeInt(block.cid().byteLength());
        out.writeInt(block.size());
        out.write(block.cid().toBytes());
        out.write(block.data());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public String name() {
    return "fake-pieces";
  }

  @Override
  public boolean recognises(Source source) throws IOException {
    var magic = new byte[Long.BYTES];
    return source.readUpTo(0, magic, 0, magic.length) == magic.length
        && ByteBuffer.wrap(magic).getLong() == MAGIC;
  }

  @Override
  public List<Cid> index(Source source, Sections sections) throws IOException {
    long at = Long.BYTES;
    var roots = new ArrayList<Cid>();
    int count = number(source, at);
    at += Integer.BYTES;
    for (int i = 0; i < count; i++) {
      int length = cidLength(source, at);
      roots.add(cid(source, at + Integer.BYTES, length));
      at += Integer.BYTES + length;
    }
    while (at < source.size()) {
      int length = cidLength(source, at);
      int data = number(source, at + Integer.BYTES);
      at += 2L * Integer.BYTES;
      sections.add(at, cid(source, at, length), data);
      at += length + (long) data;
    }
    return roots;
  }

  private static int cidLength(Source source, long at) throws IOException {
    int length = number(source, at);
    if (length < 0 || length > MAX_CID) {
      throw wrong(source, at, "0 to " + MAX_CID + " bytes", length + " bytes");
    }
    return length;
  }

  private static int number(Source source, long at) throws IOException {
    var bytes = new byte[Integer.BYTES];
    source.read(at, bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes).getInt();
  }

  private static Cid cid(Source source, long at, int length) throws IOException {
    var bytes = new byte[length];
    source.read(at, bytes, 0, length);
    try {
      return Cid.fromBytes(bytes);
    } catch (MalformedException e) {
      throw wrong(source, at, "a CID", Arrays.toString(bytes));
    }
  }

  private static CorruptDataException wrong(Source source, long at, String expected, String got) {
    return new CorruptDataException(source.name(), at, "fake piece", expected, got);
  }
}
