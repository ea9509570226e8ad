package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/**
 * The file that events are appended to, by one thread. What a failed write leaves behind its sound
 * end is cut off or overwritten by the next one.
 */
final class CurrentFile implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final long repaired;
  private Instant begun;
  private long end;
  private boolean forced = true;

  private CurrentFile(FileChannel channel, Instant begun, long end, long repaired) {
    this.channel = channel;
    this.begun = begun;
    this.end = end;
    this.repaired = repaired;
  }

  /**
   * Opens or makes the file. A last line that a killed process left half written is cut off.
   *
   * @throws IOException also where another journal writes to it
   */
  static CurrentFile open(Path path, Instant now) throws IOException {
    var channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, path);
      var end = endOfLastLine(channel);
      var torn = channel.size() - end;
      if (torn > 0) {
        channel.truncate(end);
        channel.force(true);
      }
      return new CurrentFile(channel, begun(channel, end, now), end, torn);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path path) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Another journal of this process holds it.
    }
    throw new IOException("journal " + path + ": expected it free, got a lock held by another");
  }

  /** The place behind the last line end, 0 where there is none. */
  private static long endOfLastLine(FileChannel channel) throws IOException {
    for (var to = channel.size(); to > 0; ) {
      var from = Math.max(0, to - CHUNK);
      var chunk = read(channel, from, (int) (to - from));
      for (int i = chunk.length - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return from + i + 1;
        }
      }
      to = from;
    }
    return 0;
  }

  private static Instant begun(FileChannel channel, long end, Instant now) throws IOException {
    var head = read(channel, 0, (int) Math.min(end, CHUNK));
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        return new EventLine().read(Arrays.copyOf(head, i)).map(JournalEvent::time).orElse(now);
      }
    }
    return now;
  }

  private static byte[] read(FileChannel channel, long at, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {}
    bytes.flip();
    var read = new byte[bytes.remaining()];
    bytes.get(read);
    return read;
  }

  /** When its first event happened. */
  Instant begun() {
    return begun;
  }

  /** Bytes of whole lines in it. */
  long size() {
    return end;
  }

  /** Bytes that were cut off when it was opened. */
  long repaired() {
    return repaired;
  }

  boolean forced() {
    return forced;
  }

  /**
   * Appends lines; after an exception none of them counts.
   *
   * @param first when the first of these events happened
   */
  void append(ByteBuffer lines, Instant first) throws IOException {
    forced = false;
    begun = end == 0 ? first : begun;
    var at = end;
    try {
      while (lines.hasRemaining()) {
        at += channel.write(lines, at);
      }
    } catch (IOException e) {
      cut(e);
      throw e;
    }
    end = at;
  }

  private void cut(IOException failure) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  void force() throws IOException {
    channel.force(false);
    forced = true;
  }

  /** Forces what was written to the disk, then closes. */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(true);
    }
  }
}
