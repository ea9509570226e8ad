package io.dagstore.core.car;

import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Varint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A CAR file that grows and can be read meanwhile. It stays unfinished on disk until {@link
 * #finish}; after a crash or a plain close {@link #open} goes on behind the last whole block. A
 * block whose multihash is there already is not written again; an identity block only if the format
 * asks for it. Thread-safe: one writer at a time, reads beside it. Keeps some 32 bytes of heap for
 * each block.
 */
public final class CarAppender implements BlockSink, Blockstore, Closeable {
  private final Path file;
  private final CarFormat format;
  private final CarLimits limits;
  private final FileChannel channel;
  private final GrowingSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final SeenHashes seen = new SeenHashes();
  private @Nullable Repair repair;
  private long first;
  private long end;
  private boolean finished;

  private CarAppender(Path file, CarFormat format, CarLimits limits, FileChannel channel) {
    this.file = file;
    this.format = format;
    this.limits = limits;
    this.channel = channel;
    this.source = new GrowingSource(channel, file.toString());
  }

  /**
   * What had to be cut off a file that was not finished.
   *
   * @param offset where the file ends now
   * @param bytes how many were behind it
   * @param reason why they could not stay
   */
  public record Repair(long offset, long bytes, String reason) {}

  /**
   * Makes the file if it is absent or empty, resumes it otherwise. A finished CARv2 loses its index
   * and counts as unfinished from here on.
   *
   * @param roots of a new file; a file that exists must have the same, in any order
   * @throws CarException if the file is no CAR, or damaged elsewhere than a crash can damage it
   * @throws IllegalArgumentException if version, padding or roots differ from the file's
   */
  public static CarAppender open(Path file, CarFormat format, List<Cid> roots, CarLimits limits)
      throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var appender = new CarAppender(file, format, limits, channel);
      appender.start(roots);
      return appender;
    } catch (IOException | RuntimeException | Error e) {
      try (channel) {
        throw e;
      }
    }
  }

  private void start(List<Cid> roots) throws IOException {
    var resume = new Resume(file, format, roots, limits, seen);
    var found = resume.look(channel);
    first = found.first();
    end = found.end();
    repair = found.repair();
    source.extend(end);
  }

  /** What {@link #open} cut off the end of the file, empty if it was whole. */
  public Optional<Repair> repair() {
    return Optional.ofNullable(repair);
  }

  /**
   * Appends a block unless its multihash is here.
   *
   * @throws IllegalStateException after {@link #finish}
   */
  @Override
  public void put(Block block) throws IOException {
    var cid = block.cid();
    if (cid.isIdentity() && !format.identities()) {
      return;
    }
    lock.lock();
    try {
      if (finished) {
        throw new IllegalStateException(file + " is finished");
      }
      if (place(cid) < 0) {
        append(block);
      }
    } finally {
      lock.unlock();
    }
  }

  private void append(Block block) throws IOException {
    var cid = block.cid();
    long length = (long) cid.byteLength() + block.size();
    if (length > limits.maxSection()) {
      throw new IllegalArgumentException(
          "block "
              + cid
              + " makes a section of "
              + length
              + " bytes, at most "
              + limits.maxSection());
    }
    var section = new byte[Varint.size(length) + (int) length];
    int at = Varint.write(length, section, 0);
    cid.writeTo(section, at);
    System.arraycopy(block.data(), 0, section, at + cid.byteLength(), block.size());
    ScratchFile.write(channel, ByteBuffer.wrap(section), end);
    source.extend(end + section.length);
    seen.add(cid.multihash(), end);
    end += section.length;
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    long section = find(cid);
    return section < 0 ? Optional.empty() : sections().find(cid, section);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return cid.isIdentity() || find(cid) >= 0;
  }

  private long find(Cid cid) throws IOException {
    lock.lock();
    try {
      return place(cid);
    } finally {
      lock.unlock();
    }
  }

  private long place(Cid cid) throws IOException {
    return seen.find(cid.multihash(), place -> sections().holds(cid, place));
  }

  private SectionReader sections() {
    return new SectionReader(source, first, source.size(), limits.maxSection());
  }

  /** Makes what was put so far durable. */
  public void force() throws IOException {
    channel.force(true);
  }

  /**
   * Writes the index, forces, then the header, forces again. Only reads are possible afterwards.
   */
  public void finish() throws IOException {
    lock.lock();
    try {
      if (!finished && format.version() == 2) {
        seal();
      }
      channel.force(true);
      finished = true;
    } finally {
      lock.unlock();
    }
  }

  private void seal() throws IOException {
    long index = 0;
    if (format.index() != IndexKind.NONE) {
      index = end + format.indexPadding();
      writeIndex(index);
    }
    channel.force(true);
    long size = end - format.dataOffset();
    var header = new V2Header(format.identities(), format.dataOffset(), size, index);
    ScratchFile.write(channel, header.toBytes(), 0);
  }

  private void writeIndex(long position) throws IOException {
    try (var mapped = FileSource.open(file);
        var scanner =
            CarScanner.over(mapped, format.dataOffset(), end, limits, ZeroSection.CORRUPT);
        var builder = CarIndexBuilder.of(format.index(), Folders.of(file), Work.alone())) {
      builder.addAll(scanner, format.identities());
      builder.writeTo(channel, position);
    }
  }

  /** Closes the file as it is: what was put is there for the next {@link #open}. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
