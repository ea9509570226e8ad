package io.dagstore.core.car;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CAR, blocks in the order they come, duplicates as they come. One thread. A file gets its
 * name only when {@link #finish} has written all of it; a writer closed before leaves nothing.
 */
public final class CarWriter implements BlockSink, Closeable {
  private final SectionOutput out;
  private final WritableByteChannel channel;
  private final @Nullable FileTarget target;
  private final long start;
  private byte[] frame;
  private long blocks;
  private boolean finished;

  /** A file being written and the index that grows beside it. */
  private record FileTarget(
      String name, AtomicFile file, CarFormat format, @Nullable CarIndexBuilder index) {}

  private CarWriter(
      WritableByteChannel channel, @Nullable FileTarget target, List<Cid> roots, long start)
      throws IOException {
    this.out = new SectionOutput(channel);
    this.channel = channel;
    this.target = target;
    this.start = start;
    this.frame = HeaderFrame.write(roots);
    out.zeros(start);
    out.bytes(frame, 0, frame.length);
  }

  /**
   * Streams a CARv1, its header at once. {@link #finish} flushes; closing closes the channel.
   *
   * @param channel any, also a pipe
   */
  public static CarWriter stream(WritableByteChannel channel, List<Cid> roots) throws IOException {
    return new CarWriter(channel, null, roots, 0);
  }

  /**
   * Starts a new file, which replaces one of that name at the end.
   *
   * @param roots may be replaced by {@link #roots} as long as the header keeps its length
   */
  public static CarWriter create(Path file, CarFormat format, List<Cid> roots) throws IOException {
    return create(file, format, roots, Work.alone());
  }

  /** As {@link #create(Path, CarFormat, List)}, with hands for the sorting of a large index. */
  public static CarWriter create(Path file, CarFormat format, List<Cid> roots, Work work)
      throws IOException {
    var atomic = AtomicFile.create(file);
    try {
      var index =
          format.index() == IndexKind.NONE
              ? null
              : CarIndexBuilder.of(format.index(), Folders.of(file), work);
      var target = new FileTarget(file.toString(), atomic, format, index);
      return new CarWriter(atomic.channel(), target, roots, format.dataOffset());
    } catch (IOException | RuntimeException | Error e) {
      try (atomic) {
        throw e;
      }
    }
  }

  /** Appends one block, which is not checked against its CID. */
  @Override
  public void put(Block block) throws IOException {
    put(block.cid(), block.data(), 0, block.size());
  }

  /** Appends one block whose data is a part of an array. */
  public void put(Cid cid, byte[] data, int offset, int length) throws IOException {
    if (target != null && target.index != null) {
      index(target, target.index, cid);
    }
    out.section(cid, data, offset, length);
    blocks++;
  }

  private void index(FileTarget target, CarIndexBuilder index, Cid cid) throws IOException {
    if (!target.format.identities() && cid.isIdentity()) {
      return;
    }
    int most = CarLimits.DEFAULT.maxIndexCid();
    if (cid.byteLength() > most) {
      throw new CarException(
          CarException.Fault.CID_TOO_LONG,
          target.name,
          out.written(),
          "CID to index",
          "at most " + most + " bytes",
          Integer.toString(cid.byteLength()));
    }
    var hash = cid.multihash();
    index.add(
        hash.code(), MemorySegment.ofArray(hash.digest()), 0, hash.digestLength(), position());
  }

  /** Bytes of CARv1 payload so far, header included: where the next section will begin in it. */
  public long position() {
    return out.written() - start;
  }

  /** Blocks so far. */
  public long blocks() {
    return blocks;
  }

  /**
   * Replaces the roots of a file.
   *
   * @throws IllegalArgumentException if the header would change its length, naming both lengths
   * @throws IllegalStateException if this writer streams, or has finished
   */
  public void roots(List<Cid> roots) {
    if (target == null || finished) {
      throw new IllegalStateException("the header of a stream or of a finished file is gone");
    }
    frame = HeaderFrame.replacement(frame.length, roots);
  }

  /** Writes index and header, forces the file to disk and gives it its name. */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    if (target != null) {
      finish(target);
      target.file.commit();
    } else {
      out.flush();
    }
    finished = true;
  }

  private void finish(FileTarget target) throws IOException {
    long payload = position();
    long indexOffset = 0;
    if (target.index != null) {
      out.zeros(target.format.indexPadding());
      indexOffset = out.written();
    }
    out.flush();
    var file = target.file.channel();
    if (target.index != null) {
      target.index.writeTo(file, indexOffset);
    }
    write(file, ByteBuffer.wrap(frame), start);
    if (target.format.version() == 2) {
      var header = new V2Header(target.format.identities(), start, payload, indexOffset);
      write(file, header.toBytes(), 0);
    }
  }

  private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  /** Gives the file up unless {@link #finish} was called. */
  @Override
  public void close() throws IOException {
    if (target == null) {
      channel.close();
      return;
    }
    try (var _ = target.file;
        var _ = target.index) {
      finished = true;
    }
  }
}
