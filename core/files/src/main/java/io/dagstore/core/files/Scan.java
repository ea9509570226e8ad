package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/**
 * A window that moves forward over a source or a stream. {@link #require} moves it; {@link
 * #segment()} shows the bytes from {@link #base()} up to {@link #limit()}. Over a mapped file the
 * window is the whole file, so nothing is copied. For one thread.
 *
 * <p>Touching the window after its file shrank raises an {@link InternalError}; {@link #fault} says
 * what it means, {@link #settle()} before the end of the {@code try} makes sure it is met there.
 */
public abstract sealed class Scan implements Closeable permits WholeScan, WindowScan {
  /** Bytes read at once where a source is not mapped. */
  static final int WINDOW = 64 << 10;

  Scan() {}

  /** Returns a scan over {@code stream}, which the scan closes; it can only go forward. */
  public static Scan of(InputStream stream, String name) {
    return new WindowScan(name, new StreamFeed(stream), 0);
  }

  /** Returns a scan over any source by reads of 64 KiB; closing it leaves the source open. */
  public static Scan over(Source source, long from) {
    return new WindowScan(source.name(), new SourceFeed(source), from);
  }

  /** Returns the file name or URL, for messages. */
  public abstract String name();

  /**
   * Returns the current window: index 0 is the byte at {@link #base()}. Valid until the next {@link
   * #require}.
   */
  public abstract MemorySegment segment();

  /** Returns the position in the source of the window's first byte. */
  public abstract long base();

  /** Returns the position in the source just after the window's last byte. */
  public abstract long limit();

  /**
   * Moves the window so that it holds {@code length} bytes at {@code position}, and returns true;
   * or false where the source ends before them, the window then reaching to the source's end. The
   * caller has checked {@code length} against a limit: the window grows to it.
   *
   * @throws IllegalArgumentException if {@code position} lies before the window of a stream
   * @throws IOException if the world failed
   */
  public abstract boolean require(long position, int length) throws IOException;

  /**
   * Tells that the walk goes on from {@code from} to the end and looks at most places: where the
   * bytes lie in memory in small pages, another thread helps to map them. Changes nothing else;
   * ends with {@link #close}.
   */
  public void helpFrom(long from) {}

  /** Lets a fault that happened before this call be raised now and not later. */
  public abstract void settle();

  /** Returns the exception that says why bytes of the window could not be read. */
  public abstract IOException fault(InternalError error);
}
