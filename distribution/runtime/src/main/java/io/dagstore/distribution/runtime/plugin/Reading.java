package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.JournalEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One reading of a stranger's journal: it runs on the plug-in's thread, its events are handed on on
 * the reader's. Each event is a sign of life.
 */
final class Reading {
  /** Events on their way; more wait on the plug-in's thread. */
  private static final int ROOM = 64;

  private final Patience patience;
  private final Semaphore room = new Semaphore(ROOM);

  /** Empty: there are no more. */
  private final BlockingQueue<Optional<JournalEvent>> events = new LinkedBlockingQueue<>();

  private volatile boolean over;

  Reading(Patience patience) {
    this.patience = patience;
  }

  /** Reads the journal, and gives each event to the one it is handed. */
  @FunctionalInterface
  interface From {
    void read(Consumer<JournalEvent> taker) throws IOException, InterruptedException;
  }

  /** What the plug-in's thread does. */
  PluginCall.Body<Boolean> body(From journal) {
    return () -> {
      try {
        journal.read(this::give);
        return true;
      } finally {
        patience.renew();
        events.add(Optional.empty());
      }
    };
  }

  private void give(JournalEvent event) {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
    }
    if (over) {
      throw new IllegalStateException("an event was handed on after the reading was over");
    }
    patience.renew();
    events.add(Optional.of(event));
  }

  /** Hands on events until there are no more, or, where it does not follow, until none comes. */
  void handOn(boolean follow, Consumer<JournalEvent> reader) throws InterruptedException {
    for (var next = next(follow); next.isPresent(); next = next(follow)) {
      room.release();
      reader.accept(next.get());
      patience.renew();
    }
  }

  private Optional<JournalEvent> next(boolean follow) throws InterruptedException {
    while (!follow && patience.left() > 0) {
      var next = events.poll(patience.left(), TimeUnit.NANOSECONDS);
      if (next != null) {
        return next;
      }
    }
    return follow ? events.take() : Optional.empty();
  }

  /** Takes no more events. */
  void end() {
    over = true;
  }
}
