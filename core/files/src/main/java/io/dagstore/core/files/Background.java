package io.dagstore.core.files;

import java.lang.foreign.Arena;

/**
 * Closes shared arenas off the caller's path: the close is a handshake with every running platform
 * thread and may take a hundred milliseconds.
 */
final class Background {
  private Background() {}

  static void close(Arena arena) {
    Thread.ofVirtual().name("unmap").start(() -> closeNow(arena));
  }

  private static void closeNow(Arena arena) {
    while (arena.scope().isAlive()) {
      try {
        arena.close();
      } catch (IllegalStateException e) {
        // A system call has the memory in its hands for a moment.
        Thread.onSpinWait();
      }
    }
  }
}
