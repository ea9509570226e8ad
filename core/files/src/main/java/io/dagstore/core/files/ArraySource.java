package io.dagstore.core.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/** A source over an array. */
final class ArraySource implements Source {
  private final byte[] bytes;
  private final String name;
  private volatile boolean closed;

  ArraySource(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    checkOpen();
    Objects.checkFromIndexSize(offset, length, target.length);
    int count = Math.clamp(bytes.length - position, 0, length);
    if (count > 0) {
      System.arraycopy(bytes, (int) position, target, offset, count);
    }
    return count;
  }

  @Override
  public Optional<MemorySegment> view(long position, long length) {
    if (closed || position < 0 || length < 0 || length > bytes.length - position) {
      return Optional.empty();
    }
    return Optional.of(MemorySegment.ofArray(bytes).asSlice(position, length));
  }

  @Override
  public Scan scan(long from) throws IOException {
    checkOpen();
    return new WholeScan(this, MemorySegment.ofArray(bytes));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("read of " + name + ": expected it open, got it closed");
    }
  }
}
