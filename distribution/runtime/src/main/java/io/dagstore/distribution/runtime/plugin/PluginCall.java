package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call to a plug-in, on the thread that runs it.
 *
 * @param <T> its answer
 */
final class PluginCall<T> implements Runnable {
  private final Body<T> body;
  private final Consumer<T> unwanted;
  private final Runnable over;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable Thread thread;

  /**
   * A call that has not begun.
   *
   * @param unwanted takes an answer that came when nobody waited any more
   * @param over runs when the call has truly ended, however late
   */
  PluginCall(Body<T> body, Consumer<T> unwanted, Runnable over) {
    this.body = body;
    this.unwanted = unwanted;
    this.over = over;
  }

  /** What is called, as the plug-in's interface has it. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws IOException, InterruptedException;
  }

  @Override
  public void run() {
    begin(Thread.currentThread());
    try {
      var value = body.run();
      if (!answer.complete(value)) {
        unwanted.accept(value);
      }
    } catch (Throwable e) {
      // Whatever a stranger throws ends here and is told to the caller.
      answer.completeExceptionally(e);
    } finally {
      begin(null);
      over.run();
    }
  }

  private synchronized void begin(@Nullable Thread running) {
    thread = running;
  }

  CompletableFuture<T> answer() {
    return answer;
  }

  /** Stops waiting for the answer and interrupts the call; false: the answer is there already. */
  boolean abandon(Throwable why) {
    boolean abandoned = answer.completeExceptionally(why);
    synchronized (this) {
      if (abandoned && thread != null) {
        thread.interrupt();
      }
    }
    return abandoned;
  }
}
