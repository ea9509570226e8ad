package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A file mapped read-only. Reading it never asks the kernel, so it never blocks on anything but the
 * disk; safe for any number of threads.
 *
 * <p>A mapping is closed in the background, because unmapping waits for every running platform
 * thread. A reader that loses the race meets an {@link IllegalStateException}, never a crash.
 *
 * <p>A page that is gone (the file shrank, the disk failed) raises an {@link InternalError}, in
 * compiled code only at the next safepoint. Code that touches {@link #segment()} itself therefore
 * calls {@link #settle()} before it leaves the {@code try} whose handler throws {@link #fault}.
 */
public final class Mapping implements Closeable {
  private static final int STEP = 1 << 20;

  private final String name;
  private final @Nullable Arena arena;
  private final MemorySegment segment;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Mapping(String name, @Nullable Arena arena, MemorySegment segment) {
    this.name = name;
    this.arena = arena;
    this.segment = segment;
  }

  /**
   * Maps a whole file; costs the same whatever its size.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException if it may not be read
   * @throws IOException if it is no regular file, or the world failed
   */
  public static Mapping open(Path path, Advice advice) throws IOException {
    try (FileChannel channel = RegularFile.open(path)) {
      return of(path, channel, channel.size(), advice);
    }
  }

  /**
   * What a small file would hold, where it is kept elsewhere: read as if it were mapped.
   *
   * @param name for messages
   * @param bytes not copied
   */
  public static Mapping of(String name, byte[] bytes) {
    return new Mapping(name, null, MemorySegment.ofArray(bytes).asReadOnly());
  }

  static Mapping of(Path path, FileChannel channel, long size, Advice advice) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      advice.apply(segment);
      return new Mapping(path.toString(), arena, segment);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** Returns the file's name, for messages. */
  public String name() {
    return name;
  }

  /** Returns the mapped bytes: the whole file as it was when it was mapped. */
  public MemorySegment segment() {
    return segment;
  }

  /** Returns the number of mapped bytes. */
  public long size() {
    return segment.byteSize();
  }

  /** Tells whether {@link #close()} was called. */
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Copies mapped bytes into an array.
   *
   * @throws CorruptDataException if the file shrank
   * @throws IOException if this mapping is closed or the disk failed
   * @throws IndexOutOfBoundsException if the range leaves the mapping or the array
   */
  public void copy(long position, byte[] target, int offset, int length) throws IOException {
    try {
      int done = 0;
      // The jump back is a safepoint inside this try: a fault is raised here and nowhere later.
      while (done < length) {
        int count = Math.min(length - done, STEP);
        MemorySegment.copy(
            segment, ValueLayout.JAVA_BYTE, position + done, target, offset + done, count);
        done += count;
      }
    } catch (InternalError e) {
      throw fault(e);
    } catch (IllegalStateException e) {
      throw new IOException(name() + " is closed", e);
    }
  }

  /**
   * Tells whether a range is in memory, for one system call; true where the kernel will not say.
   */
  boolean isLoaded(long position, long length) {
    try {
      return segment.asSlice(position, length).isLoaded();
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Lets a fault that happened before this call be raised now and not later. */
  public void settle() {
    settle(segment);
  }

  /** As {@link #settle()}, for who holds the mapping's segment. */
  public static void settle(MemorySegment segment) {
    long size = segment.byteSize() | 1;
    long done = 0;
    while (done < size) {
      done += size;
    }
  }

  /** Returns the exception that says why mapped bytes could not be read. */
  public IOException fault(InternalError error) {
    return fault(Path.of(name), size(), error);
  }

  static IOException fault(Path path, long size, InternalError error) {
    try {
      long now = Files.size(path);
      if (now < size) {
        return shrank(path, size, now, error);
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return new IOException("the disk failed under " + path, error);
  }

  static CorruptDataException shrank(Path path, long size, long now, @Nullable Throwable cause) {
    return new CorruptDataException(
        path.toString(),
        now,
        "file shrank while it was read",
        size + " bytes",
        now + " bytes",
        cause);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && arena != null) {
      Background.close(arena);
    }
  }
}
