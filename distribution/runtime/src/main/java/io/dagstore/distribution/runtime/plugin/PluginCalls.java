package io.dagstore.distribution.runtime.plugin;

import io.dagstore.distribution.runtime.config.PluginsSection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes the calls to one stranger's plug-in, each on a thread of its own and with a deadline: a
 * call that misses it is interrupted and left alone. Thread-safe.
 */
final class PluginCalls implements AutoCloseable {
  private final String bundle;
  private final PluginLog log;
  private final PluginsSection limits;
  private final Semaphore room;
  private final ExecutorService threads;

  PluginCalls(Plugin plugin, ThreadFactory threads, PluginLog log, PluginsSection limits) {
    this.bundle = plugin.name();
    this.log = log;
    this.limits = limits;
    this.room = new Semaphore(limits.maxCalls());
    this.threads = Executors.newCachedThreadPool(threads);
  }

  PluginsSection limits() {
    return limits;
  }

  /** Makes a call within the usual time, whose late answer needs no care. */
  <T> T call(String name, PluginCall.Body<T> body) throws IOException {
    return call(name, Patience.of(limits.callTimeout()), body, _ -> {});
  }

  /**
   * Makes a call.
   *
   * @param unwanted takes an answer that came when nobody waited any more
   * @throws PluginException if the plug-in threw what it may not, or did not answer in time
   * @throws IOException as the plug-in threw it
   */
  <T> T call(String name, Patience patience, PluginCall.Body<T> body, Consumer<T> unwanted)
      throws IOException {
    var call = new PluginCall<>(body, unwanted, room::release);
    enter(name, patience);
    try {
      begin(name, call);
    } catch (PluginException e) {
      room.release();
      throw e;
    }
    return await(name, patience, call);
  }

  /** Begins a call, for somebody who does not just wait for it. */
  void begin(String name, PluginCall<?> call) throws PluginException {
    try {
      threads.execute(call);
    } catch (RejectedExecutionException e) {
      throw gone(name);
    }
  }

  private void enter(String name, Patience patience) throws IOException {
    try {
      if (!room.tryAcquire(patience.limit().toNanos(), TimeUnit.NANOSECONDS)) {
        throw fault(
            name,
            "expected fewer than %d calls at once, got all busy".formatted(limits.maxCalls()));
      }
    } catch (InterruptedException e) {
      throw interrupted(name);
    }
    patience.renew();
  }

  /** Waits for the answer of a call that has begun, as {@link #call} says. */
  <T> T await(String name, Patience patience, PluginCall<T> call) throws IOException {
    while (true) {
      try {
        return patience.await(call.answer());
      } catch (TimeoutException e) {
        var late = late(name, patience);
        if (call.abandon(late)) {
          throw log.fault(late);
        }
      } catch (InterruptedException e) {
        call.abandon(e);
        throw interrupted(name);
      } catch (ExecutionException e) {
        throw thrown(name, e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private PluginException late(String name, Patience patience) {
    return new PluginException(
        bundle, name, "expected an answer within " + patience.limit() + ", got none");
  }

  /** What the plug-in threw, as it may be thrown on: an exception of ours or the JDK's. */
  private IOException thrown(String name, Throwable thrown) {
    return thrown instanceof IOException plain && isPlain(thrown)
        ? plain
        : log.fault(PluginException.of(bundle, name, thrown));
  }

  private static boolean isPlain(Throwable thrown) {
    for (var at = thrown; at != null; at = at.getCause()) {
      var type = at.getClass().getName();
      boolean ours = type.startsWith("java.") || type.startsWith("io.dagstore.core.");
      if ((!ours && !(at instanceof PluginException)) || at.getSuppressed().length > 0) {
        return false;
      }
    }
    return true;
  }

  /** A fault that is taken down in the journal. */
  PluginException fault(String call, String what) {
    return log.fault(new PluginException(bundle, call, what));
  }

  /** What a call gets when the plug-in is not there any more. */
  PluginException gone(String call) {
    return refused(call, "expected the plug-in here, got it removed");
  }

  /** What a call gets that is not made. */
  PluginException refused(String call, String what) {
    return new PluginException(bundle, call, what);
  }

  private static InterruptedIOException interrupted(String name) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted in " + name);
  }

  /** Interrupts what runs; later calls are refused. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
