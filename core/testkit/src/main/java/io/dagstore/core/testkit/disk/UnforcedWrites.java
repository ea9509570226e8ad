package io.dagstore.core.testkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The writes to one file since it was last forced, with what stood there before. */
final class UnforcedWrites implements Closeable {
  /** Not a channel, which an interrupt of a writer would close. */
  private final RandomAccessFile file;

  private final List<Write> writes = new ArrayList<>();

  private enum Fate {
    OPEN,
    FORCED,
    LOST
  }

  /** One write, or a truncation, which has no bytes. */
  private static final class Write {
    final long position;
    final byte[] before;
    final byte[] after;
    final long sizeBefore;
    Fate fate = Fate.OPEN;

    Write(long position, byte[] before, byte[] after, long sizeBefore) {
      this.position = position;
      this.before = before;
      this.after = after;
      this.sizeBefore = sizeBefore;
    }
  }

  UnforcedWrites(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  int write(ByteBuffer bytes, long position) throws IOException {
    byte[] after = new byte[bytes.remaining()];
    bytes.get(after);
    writes.add(new Write(position, read(position, after.length), after, file.length()));
    put(position, after, after.length);
    return after.length;
  }

  void truncate(long size) throws IOException {
    long length = file.length();
    if (size < length) {
      byte[] cut = read(size, Math.toIntExact(length - size));
      writes.add(new Write(size, cut, new byte[0], length));
      file.setLength(size);
    }
  }

  private byte[] read(long position, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.clamp(file.length() - position, 0L, (long) most)];
    file.seek(position);
    file.readFully(bytes);
    return bytes;
  }

  private void put(long position, byte[] bytes, int count) throws IOException {
    file.seek(position);
    file.write(bytes, 0, count);
  }

  /** Everything but what is lost for good is durable now; true where nothing is. */
  boolean force() {
    writes.stream().filter(write -> write.fate == Fate.OPEN).forEach(w -> w.fate = Fate.FORCED);
    return writes.stream().noneMatch(write -> write.fate == Fate.LOST);
  }

  void loseForGood() {
    writes.stream().filter(write -> write.fate == Fate.OPEN).forEach(w -> w.fate = Fate.LOST);
  }

  /** Makes the file what it is after a power cut. */
  void lose(Tear tear) throws IOException {
    for (var write : writes.reversed()) {
      put(write.position, write.before, write.before.length);
      file.setLength(write.sizeBefore);
    }
    for (var write : writes) {
      if (write.fate == Fate.FORCED) {
        redo(write);
      } else if (write.fate == Fate.OPEN) {
        redo(write, tear);
      }
    }
  }

  private void redo(Write write) throws IOException {
    if (write.after.length == 0) {
      file.setLength(Math.min(file.length(), write.position));
    }
    put(write.position, write.after, write.after.length);
  }

  private void redo(Write write, Tear tear) throws IOException {
    if (write.after.length == 0 && tear.bytes(1, false) > 0) {
      redo(write);
    }
    for (int from = 0; from < write.after.length; ) {
      int toPageEnd = Tear.PAGE - (int) ((write.position + from) % Tear.PAGE);
      int count = Math.min(toPageEnd, write.after.length - from);
      int kept = tear.bytes(count, from + count == write.after.length);
      if (kept > 0) {
        file.seek(write.position + from);
        file.write(write.after, from, kept);
      }
      from += count;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
