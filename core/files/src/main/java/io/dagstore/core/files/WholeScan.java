package io.dagstore.core.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A scan whose window is the whole source. */
final class WholeScan extends Scan {
  private final Source source;
  private final MemorySegment segment;
  private final long limit;

  WholeScan(Source source, MemorySegment segment) {
    this.source = source;
    this.segment = segment;
    this.limit = segment.byteSize();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long base() {
    return 0;
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public boolean require(long position, int length) {
    return position <= limit - length;
  }

  @Override
  public void settle() {
    long size = limit | 1;
    long done = 0;
    while (done < size) {
      done += size;
    }
  }

  @Override
  public IOException fault(InternalError error) {
    return source.fault(error);
  }

  @Override
  public void close() {}
}
