package io.dagstore.core.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular file as a source. Scans go over a mapping with read-ahead. Point reads go over a second
 * mapping without read-ahead where native access is enabled, else through a channel: a point read
 * through read-ahead is many times slower on a file that is not in memory. Many pages that are not
 * in memory are read through the channel too: the mapping would fetch them one by one. A small file
 * has one mapping for all, in which read-ahead ends soon, and keeps no descriptor then. A mapping
 * is made when it is first needed, and none for the scan of a tiny file. The size is the one at the
 * opening; a file that shrinks under a reader is a {@link CorruptDataException}.
 */
public final class FileSource implements Source {
  /** What the kernel may read ahead at once without harm. */
  private static final long SMALL = 1 << 20;

  /** Up to this size it takes longer to map and unmap a file than to read it. */
  private static final long TINY = 128 << 10;

  /** From this length on it pays to ask whether the bytes are in memory. */
  private static final int MANY_PAGES = 16 << 10;

  /** After so many finds in memory in a row only each eighth range is asked about. */
  private static final int TRUSTED = 64;

  private static final int ASKED_WHEN_TRUSTED = 8;

  private final ChannelReads channel;
  private final long size;
  private final boolean mapped;
  private final boolean small;
  private volatile boolean closed;

  private volatile @Nullable Mapping forward;

  /** Made once; racy on purpose, a thread that does not see it yet asks under the lock. */
  private @Nullable Mapping random;

  /** Finds in memory in a row; racy on purpose, it only saves system calls. */
  private int foundInMemory;

  private FileSource(ChannelReads channel, long size, boolean mapped, boolean small) {
    this.small = small;
    this.channel = channel;
    this.size = size;
    this.mapped = mapped;
  }

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException if it may not be read
   * @throws IOException if it is no regular file, or the world failed
   */
  public static FileSource open(Path path) throws IOException {
    return open(path, Advice.effective(), SMALL);
  }

  static FileSource open(Path path, boolean mapped) throws IOException {
    return open(path, mapped, -1);
  }

  private static FileSource open(Path path, boolean mapped, long small) throws IOException {
    var channel = ChannelReads.open(path);
    try {
      long size = channel.size();
      return new FileSource(channel, size, mapped || size <= small, size <= small);
    } catch (IOException | RuntimeException | Error e) {
      try (channel) {
        throw e;
      }
    }
  }

  @Override
  public String name() {
    return channel.path().toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed) {
      // A mapping itself may go on for a moment: it is closed in the background.
      throw new IOException(name() + " is closed");
    }
    int count = Math.clamp(size - position, 0, length);
    var mapping = mapped ? random() : null;
    if (mapping != null && isQuick(mapping, position, count)) {
      mapping.copy(position, target, offset, count);
    } else {
      channel.read(position, target, offset, count);
    }
    return count;
  }

  @Override
  public Optional<MemorySegment> view(long position, long length) {
    if (!mapped || position < 0 || length < 0 || length > size - position) {
      return Optional.empty();
    }
    try {
      var mapping = random();
      return mapping == null
          ? Optional.empty()
          : Optional.of(mapping.segment().asSlice(position, length));
    } catch (IOException e) {
      // The reader goes on to read, and meets it there.
      return Optional.empty();
    }
  }

  @Override
  public Optional<MemorySegment> viewInMemory(long position, long length) {
    var view = view(position, length);
    var mapping = random;
    return mapping != null && isQuick(mapping, position, length) ? view : Optional.empty();
  }

  /** Whether the mapping gives the range without fetching it page by page. */
  private boolean isQuick(Mapping mapping, long position, long length) {
    if (length < MANY_PAGES || small) {
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
  public Scan scan(long from) throws IOException {
    if (closed) {
      throw new IOException(name() + " is closed");
    }
    var mapping = forward;
    if (mapping == null && size <= TINY) {
      return new WindowScan(name(), new TinyFeed(), from);
    }
    mapping = mapping == null ? map(true) : mapping;
    if (mapping == null) {
      throw Mapping.shrank(channel.path(), size, channel.size(), null);
    }
    return new WholeScan(this, mapping.segment());
  }

  private @Nullable Mapping random() throws IOException {
    var made = random;
    return made == null ? map(false) : made;
  }

  /** Null: the file is shorter than it was, and what is left of it is read through the channel. */
  private synchronized @Nullable Mapping map(boolean ahead) throws IOException {
    if (closed) {
      throw new IOException(name() + " is closed");
    }
    var made = ahead ? forward : random;
    if (made == null) {
      made = channel.map(size, ahead || small ? Advice.FORWARD : Advice.RANDOM);
      if (ahead || small) {
        forward = made;
      }
      if (!ahead || small) {
        random = made;
      }
      if (small && made != null) {
        channel.close();
      }
    }
    return made;
  }

  @Override
  public IOException fault(InternalError error) {
    return Mapping.fault(channel.path(), size, error);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (var mapping : new Mapping[] {forward, random}) {
      if (mapping != null) {
        mapping.close();
      }
    }
    channel.close();
  }

  /** Feeds the scan of a file without mapping it, as long as nobody else does. */
  private final class TinyFeed implements WindowScan.Feed {
    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      int count = Math.clamp(size - position, 0, length);
      try {
        channel.read(position, target, offset, count);
      } catch (IOException e) {
        var mapping = forward;
        if (mapping == null) {
          throw e;
        }
        mapping.copy(position, target, offset, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
