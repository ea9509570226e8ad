package io.dagstore.core.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes many things in the reverse order of their registration, every one of them, whatever the
 * others do: the first failure is thrown, later ones are suppressed in it. One thread at a time;
 * closing twice does nothing more.
 */
public final class Closer implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();

  /** Makes a closer that owns nothing yet. */
  public Closer() {}

  /** Takes ownership of {@code closeable} and returns it. */
  public <C extends Closeable> C register(C closeable) {
    open.push(closeable);
    return closeable;
  }

  @Override
  public void close() throws IOException {
    Throwable first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    switch (first) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(first);
    }
  }
}
