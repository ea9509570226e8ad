package io.dagstore.core.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** A scan whose window is the whole source. */
final class WholeScan extends Scan {
  /** What the kernel maps for one fault where it keeps a file in small pages. */
  private static final int FAULT = 64 << 10;

  private static final int STEP = 1 << 20;

  /** For reads that the compiler may not leave out. */
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

  private final Source source;
  private final MemorySegment segment;
  private final long limit;
  private volatile boolean closed;

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
  public void helpFrom(long from) {
    if (segment.isMapped()) {
      // The walk takes the faults of the first half, the helper meanwhile those of the second.
      long middle = (from + limit) / 2;
      Thread.ofVirtual().name("map ahead").start(() -> touchFrom(middle & -FAULT));
    }
  }

  private void touchFrom(long from) {
    try {
      for (long at = from; isLoaded(at) && !closed; at += STEP) {
        long end = Math.min(at + STEP, limit);
        for (long page = at; page < end; page += FAULT) {
          byte ignored = (byte) BYTE.getVolatile(segment, page);
        }
      }
      settle();
    } catch (IllegalStateException | InternalError e) {
      // The source is closed or the file was cut short: the walk meets it itself.
    }
  }

  /** A look at the first of the pages; what is not in memory is better read in order. */
  private boolean isLoaded(long at) {
    return at < limit && segment.asSlice(at, Math.min(FAULT, limit - at)).isLoaded();
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
  public void close() {
    closed = true;
  }
}
