package io.dagstore.index.segments;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Forces what was written of a large file while more is written, on a thread of its own, so that
 * little is left for the force that counts. A failure fails the writing: a later force would tell
 * nothing of it. For one thread.
 */
final class ForceBehind implements Closeable {
  private final FileChannel channel;
  private final long step;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("dagstore-force").factory());
  private Future<?> last = CompletableFuture.completedFuture(null);
  private long forced;

  /** Begins with nothing written; forces each {@code step} bytes or more at once. */
  ForceBehind(FileChannel channel, long step) {
    this.channel = channel;
    this.step = step;
  }

  /** Looks how much was written, and whether forcing what was written before failed. */
  void look() throws IOException {
    long written = channel.position();
    if (written - forced >= step && last.isDone()) {
      end();
      forced = written;
      last = thread.submit(this::force);
    }
  }

  private Void force() throws IOException {
    channel.force(false);
    return null;
  }

  /** Waits for what is being forced; the channel is to be closed no sooner. */
  void end() throws IOException {
    try {
      last.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IOException("cannot force what was written", e.getCause());
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
