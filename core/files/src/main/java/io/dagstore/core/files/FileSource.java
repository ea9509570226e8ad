package io.dagstore.core.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular file as a source. Scans go over a mapping with read-ahead. Point reads go over a second
 * mapping without read-ahead where native access is enabled, else through a channel: a point read
 * through read-ahead is many times slower on a file that is not in memory. Many pages that are not
 * in memory are read through the channel too: the mapping would fetch them one by one. A small file
 * has one mapping for all, in which read-ahead ends soon, and keeps no descriptor. The size is the
 * one at the opening; a file that shrinks under a reader is a {@link CorruptDataException}.
 */
public final class FileSource implements Source {
  /** What the kernel may read ahead at once without harm. */
  private static final int SMALL = 1 << 20;

  /** From this length on it pays to ask whether the bytes are in memory. */
  private static final int MANY_PAGES = 16 << 10;

  /** After so many finds in memory in a row only each eighth range is asked about. */
  private static final int TRUSTED = 64;

  private static final int ASKED_WHEN_TRUSTED = 8;

  private final Mapping forward;
  private final @Nullable Mapping random;
  private final @Nullable ChannelReads channel;

  /** Finds in memory in a row; racy on purpose, it only saves system calls. */
  private int foundInMemory;

  private FileSource(Mapping forward, @Nullable Mapping random, @Nullable ChannelReads channel) {
    this.forward = forward;
    this.random = random;
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException if it may not be read
   * @throws IOException if it is no regular file, or the world failed
   */
  public static FileSource open(Path path) throws IOException {
    try (FileChannel channel = RegularFile.open(path)) {
      if (channel.size() <= SMALL) {
        Mapping whole = Mapping.of(path, channel, Advice.FORWARD);
        return new FileSource(whole, whole, null);
      }
    }
    return open(path, Advice.effective());
  }

  static FileSource open(Path path, boolean mapped) throws IOException {
    Closer opened = new Closer();
    try {
      ChannelReads reads = opened.register(ChannelReads.open(path));
      FileChannel channel = reads.channel();
      Mapping forward = opened.register(Mapping.of(path, channel, Advice.FORWARD));
      Mapping random = mapped ? Mapping.of(path, channel, Advice.RANDOM) : null;
      return new FileSource(forward, random, reads);
    } catch (IOException | RuntimeException | Error e) {
      try (opened) {
        throw e;
      }
    }
  }

  @Override
  public String name() {
    return forward.name();
  }

  @Override
  public long size() {
    return forward.size();
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (forward.isClosed()) {
      // The mapping itself may go on for a moment: it is closed in the background.
      throw new IOException(name() + " is closed");
    }
    int count = Math.clamp(size() - position, 0, length);
    if (channel == null || (random != null && isQuick(random, position, count))) {
      (random == null ? forward : random).copy(position, target, offset, count);
    } else {
      channel.read(position, target, offset, count);
    }
    return count;
  }

  @Override
  public Optional<MemorySegment> view(long position, long length) {
    if (random == null || position < 0 || length < 0 || length > size() - position) {
      return Optional.empty();
    }
    return Optional.of(random.segment().asSlice(position, length));
  }

  @Override
  public Optional<MemorySegment> viewInMemory(long position, long length) {
    return view(position, length)
        .filter(view -> random != null && isQuick(random, position, length));
  }

  /** Whether the mapping gives the range without fetching it page by page. */
  private boolean isQuick(Mapping mapping, long position, long length) {
    if (length < MANY_PAGES || channel == null) {
      return true;
    }
    int before = foundInMemory;
    if (before >= TRUSTED && before % ASKED_WHEN_TRUSTED != 0) {
      foundInMemory = before + 1;
      return true;
    }
    boolean loaded = mapping.isLoaded(position, length);
    foundInMemory = loaded ? before + 1 : 0;
    return loaded;
  }

  @Override
  public Scan scan(long from) {
    return new WholeScan(this, forward.segment());
  }

  @Override
  public IOException fault(InternalError error) {
    return forward.fault(error);
  }

  @Override
  public void close() throws IOException {
    forward.close();
    if (random != null) {
      random.close();
    }
    if (channel != null) {
      channel.close();
    }
  }
}
