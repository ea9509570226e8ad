package io.dagstore.distribution.runtime.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks into the plug-in folders again and again, on one thread. */
final class PluginWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PluginWatch.class.getName());

  private final PluginBundles bundles;
  // What is asked for while it closes is not worth an error.
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("dagstore-plugins").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  PluginWatch(PluginBundles bundles) {
    this.bundles = bundles;
  }

  /** A folder and whom it serves. */
  record Watched(PluginFolder folder, Seat seat) {}

  /** Takes in what is in a folder now: nobody copies into it before the nodes are up. */
  Watched open(Path folder, Seat seat) {
    var watched = new Watched(new PluginFolder(folder), seat);
    look(watched);
    look(watched);
    return watched;
  }

  /** Looks into a folder from now on, until that is cancelled. */
  Future<?> every(Duration interval, Watched watched) {
    var nanos = interval.toNanos();
    return thread.scheduleWithFixedDelay(() -> look(watched), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void look(Watched watched) {
    try {
      bundles.change(watched.folder().look(), watched.seat());
    } catch (IOException | RuntimeException e) {
      // One look that fails, or one plug-in that makes it fail, must not be the last look.
      LOG.log(System.Logger.Level.WARNING, "plug-in folder " + watched.folder(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
