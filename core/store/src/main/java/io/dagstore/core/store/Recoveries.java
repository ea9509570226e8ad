package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Recovers errored shards in the background, few at once: those whose retry is due, and after a
 * start all, where the policy says so. Which ones is asked of the records each time, so that it
 * costs by the number of errored shards and keeps nothing in memory but what runs. No thread waits:
 * one timer wakes it for the earliest retry, and the end of each recovery begins the next.
 */
final class Recoveries implements StoreListener {
  private static final Logger LOG = System.getLogger(Recoveries.class.getName());

  /** Most at once, whatever number may be indexed at once. */
  private static final int MOST = 64;

  /** A clock may jump: so much later it is looked at again. */
  private static final long LOOK_MS = Duration.ofMinutes(1).toMillis();

  private final Parts parts;
  private final Lanes lanes;
  private final ShardWalks walks;
  private final Executor executor;
  private final Timer timer;
  private final int atOnce;
  private final Set<ShardKey> running = new HashSet<>();

  /** How far the shards of the start are through; null: they are. */
  private @Nullable String place;

  private Runnable alarm = () -> {};
  private boolean started;
  private boolean stopped;
  private boolean resting;

  Recoveries(Parts parts, Lanes lanes, ShardWalks walks, StoreConfig config) {
    this.parts = parts;
    this.lanes = lanes;
    this.walks = walks;
    this.executor = config.executor;
    this.timer = config.timer;
    this.atOnce = Math.min(MOST, config.maxIndexing);
  }

  /** Begins with what is errored now, in the background. */
  void start() {
    synchronized (this) {
      place = parts.retries().now() ? "" : null;
      started = true;
    }
    wake();
  }

  /** A shard that failed may be tried again earlier than all others. */
  @Override
  public void on(StoreEvent event) {
    if (event instanceof StoreEvent.StateChanged changed && changed.to() == ShardState.ERRORED) {
      wake();
    }
  }

  /** Begins nothing more; what runs is ended with its lane. */
  synchronized void stop() {
    stopped = true;
    alarm.run();
  }

  private void wake() {
    if (parts.retries().isActive()) {
      executor.execute(this::begin);
    }
  }

  private synchronized void begin() {
    if (stopped || !started || resting) {
      return;
    }
    try {
      beginDue();
      beginOfStart();
    } catch (IOException | RuntimeException e) {
      rest(e);
    }
  }

  /** Begun again at once it would fail again at once. */
  private synchronized void rest(Exception why) {
    if (!stopped && !resting) {
      LOG.log(Level.WARNING, "errored shards are looked at again in a minute", why);
      resting = true;
      alarm.run();
      alarm = timer.after(Duration.ofMillis(LOOK_MS), this::goOn);
    }
  }

  private void goOn() {
    synchronized (this) {
      resting = false;
    }
    wake();
  }

  private void beginDue() throws IOException {
    alarm.run();
    for (var mark : parts.records().errored().page("", running.size() + atOnce)) {
      var left = parts.retries().left(mark.due());
      if (left.isEmpty() || running.size() == atOnce) {
        return;
      }
      if (left.get() > 0) {
        alarm = timer.after(Duration.ofMillis(Math.min(left.get(), LOOK_MS)), this::wake);
        return;
      }
      var key = ShardKey.of(mark.shard());
      run(
          key,
          () -> {
            walks.retry(key);
            return key;
          });
    }
  }

  private void beginOfStart() throws IOException {
    while (place != null && running.size() < atOnce) {
      var page = parts.records().errored().page(place, 1);
      place = page.isEmpty() ? null : page.getFirst().place();
      for (var mark : page) {
        var key = ShardKey.of(mark.shard());
        run(key, () -> walks.makeReadable(key));
      }
    }
  }

  private void run(ShardKey key, Callable<?> recovery) {
    if (running.add(key)) {
      lanes.queue(
          key,
          () -> {
            try {
              return recovery.call();
            } catch (DagStoreException e) {
              LOG.log(Level.DEBUG, "not recovered: " + key, e);
              return Optional.empty();
            } catch (IOException | RuntimeException e) {
              rest(e);
              throw e;
            } finally {
              ended(key);
            }
          });
    }
  }

  private void ended(ShardKey key) {
    synchronized (this) {
      running.remove(key);
    }
    wake();
  }
}
