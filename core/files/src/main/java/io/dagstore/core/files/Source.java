package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/**
 * Bytes that can be read at any position: a file, a remote object, an array. All methods may be
 * called by many threads at once; there is no cursor. After {@link #close()} reads fail with an
 * {@link IOException}. Whoever opened a source closes it.
 */
public interface Source extends Closeable {

  /** Returns the file name or URL, for messages. */
  String name();

  /** Returns the size in bytes as it was when the source was opened. */
  long size();

  /**
   * Reads up to {@code length} bytes at {@code position} and returns their number: less than asked
   * only where the source ends, 0 at or after its end.
   *
   * @throws IOException if the world failed
   */
  int readUpTo(long position, byte[] target, int offset, int length) throws IOException;

  /**
   * Reads exactly {@code length} bytes at {@code position}.
   *
   * @throws CorruptDataException if the source ends before them
   * @throws IOException if the world failed
   */
  default void read(long position, byte[] target, int offset, int length) throws IOException {
    int count = readUpTo(position, target, offset, length);
    if (count < length) {
      throw new CorruptDataException(
          name(), position, "truncated data", length + " bytes", count + " bytes");
    }
  }

  /**
   * Returns the bytes themselves, not a copy, where the source is mapped; empty elsewhere and where
   * the range leaves the source. The view dies with the source: touching it after {@link #close()}
   * is an {@link IllegalStateException}. Touching it after the file has shrunk is an {@link
   * InternalError}, raised at {@link #settle} at the latest; {@link #fault} names it.
   */
  default Optional<MemorySegment> view(long position, long length) {
    return Optional.empty();
  }

  /**
   * As {@link #view}, but empty where the range is long and not in memory: touching it would fetch
   * it page by page, {@link #read} gets it in one piece. May cost a system call.
   */
  default Optional<MemorySegment> viewInMemory(long position, long length) {
    return view(position, length);
  }

  /**
   * Lets a fault of a {@linkplain #view view} that was touched before this call be raised now and
   * not later: compiled code raises it at its next safepoint, such as the backward jump in here.
   * Called before the end of the {@code try} whose handler throws {@link #fault}.
   */
  default void settle() {
    long bound = size() | 1;
    long done = 0;
    while (done < bound) {
      done += bound;
    }
  }

  /** Returns a forward reader that begins at {@code from}; closing it leaves this source open. */
  default Scan scan(long from) throws IOException {
    return Scan.over(this, from);
  }

  /**
   * Returns the exception that says what an {@link InternalError} met while touching a {@linkplain
   * #view view} means: the file shrank, or its disk failed.
   */
  default IOException fault(InternalError error) {
    return new IOException("cannot read " + name(), error);
  }

  /** Returns a source over {@code bytes}, which are not copied. */
  static Source of(byte[] bytes, String name) {
    return new ArraySource(Objects.requireNonNull(bytes), name);
  }
}
