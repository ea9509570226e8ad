package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A scan over a buffer that is filled again and again. */
final class WindowScan extends Scan {
  private final String name;
  private final Feed feed;
  private byte[] buffer = new byte[WINDOW];
  private MemorySegment segment = MemorySegment.ofArray(buffer);
  private long base;
  private int filled;

  /** Where the bytes come from. */
  interface Feed extends Closeable {
    /** Reads up to {@code length} bytes at {@code position}; less only at the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException;
  }

  WindowScan(String name, Feed feed, long from) {
    this.name = name;
    this.feed = feed;
    this.base = from;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long base() {
    return base;
  }

  @Override
  public long limit() {
    return base + filled;
  }

  @Override
  public boolean require(long position, int length) throws IOException {
    if (position >= base && position + length <= base + filled) {
      return true;
    }
    keepFrom(position);
    if (length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length, WINDOW));
      segment = MemorySegment.ofArray(buffer);
    }
    filled += feed.read(base + filled, buffer, filled, buffer.length - filled);
    return filled >= length;
  }

  private void keepFrom(long position) {
    int kept = Math.clamp(base + filled - position, 0, filled);
    if (position < base) {
      kept = 0;
    }
    System.arraycopy(buffer, filled - kept, buffer, 0, kept);
    base = position;
    filled = kept;
  }

  @Override
  public void settle() {}

  @Override
  public IOException fault(InternalError error) {
    return new IOException("cannot read " + name, error);
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
