package io.dagstore.core.files;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Anonymous memory, given back in the background because that waits for platform threads. */
record OffHeap(Arena arena, MemorySegment segment) {
  static OffHeap allocate(long bytes) {
    Arena arena = Arena.ofShared();
    return new OffHeap(arena, arena.allocate(bytes, Long.BYTES));
  }

  void close() {
    Background.close(arena);
  }
}
