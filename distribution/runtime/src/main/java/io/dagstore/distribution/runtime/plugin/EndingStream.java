package io.dagstore.distribution.runtime.plugin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that does something once, after its first close. */
final class EndingStream extends FilterInputStream {
  private final Runnable then;
  private final AtomicBoolean closed = new AtomicBoolean();

  EndingStream(InputStream bytes, Runnable then) {
    super(bytes);
    this.then = then;
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      try {
        super.close();
      } finally {
        then.run();
      }
    }
  }
}
