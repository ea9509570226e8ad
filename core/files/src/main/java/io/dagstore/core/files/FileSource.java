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
 * through read-ahead is many times slower on a file that is not in memory. The size is the one at
 * the opening; a file that shrinks under a reader is a {@link CorruptDataException}.
 */
public final class FileSource implements Source {
  private final Mapping forward;
  private final @Nullable Mapping random;
  private final @Nullable ChannelReads channel;

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
    return open(path, Advice.effective());
  }

  static FileSource open(Path path, boolean mapped) throws IOException {
    try (FileChannel channel = RegularFile.open(path)) {
      Mapping forward = Mapping.of(path, channel, Advice.FORWARD);
      try {
        return mapped
            ? new FileSource(forward, Mapping.of(path, channel, Advice.RANDOM), null)
            : new FileSource(forward, null, ChannelReads.open(path));
      } catch (IOException | RuntimeException | Error e) {
        forward.close();
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
    int count = Math.clamp(size() - position, 0, length);
    if (random != null) {
      random.copy(position, target, offset, count);
    } else if (channel != null) {
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
