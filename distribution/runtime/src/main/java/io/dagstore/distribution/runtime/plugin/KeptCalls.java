package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.JournalEvent;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Calls to what a plug-in keeps open for a node: an index, a journal. While one of them hangs, the
 * others are refused at once, so that nobody waits twice and no change overtakes one that may still
 * happen; when it has come back they go through again. Thread-safe.
 */
final class KeptCalls {
  private final PluginCalls calls;
  private final Set<Turn<?>> hanging = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  KeptCalls(PluginCalls calls) {
    this.calls = calls;
  }

  /** A new wait of the usual length. */
  Patience patience() {
    return Patience.of(calls.limits().callTimeout());
  }

  /** A new wait for what goes through all that is there. */
  Patience longPatience() {
    return Patience.of(calls.limits().unsealTimeout());
  }

  /** Makes a call within the usual time. */
  <T> T call(String name, PluginCall.Body<T> body) throws IOException {
    return call(name, patience(), body);
  }

  /**
   * Makes a call.
   *
   * @throws PluginException if another hangs, what is called has ended, or as {@link
   *     PluginCalls#call} throws it
   */
  <T> T call(String name, Patience patience, PluginCall.Body<T> body) throws IOException {
    if (ended) {
      throw calls.gone(name);
    }
    var hung = hanging.stream().findAny();
    if (hung.isPresent()) {
      var what = "expected an answer, got none while " + hung.get().name + " hangs";
      throw calls.refused(name, what);
    }
    var turn = new Turn<>(name, body);
    try {
      return calls.call(name, patience, turn, _ -> {});
    } catch (PluginException e) {
      turn.leave();
      throw e;
    }
  }

  /** What is called for its effect. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;

    default PluginCall.Body<Boolean> body() {
      return () -> {
        run();
        return true;
      };
    }
  }

  /** Makes a call for its effect within the usual time. */
  void run(String name, Work work) throws IOException {
    call(name, work.body());
  }

  /**
   * Hands on events on the caller's thread. A reading is counted by nobody, since one that follows
   * lasts; one that hangs is its reader's trouble alone.
   */
  void read(boolean follow, Consumer<JournalEvent> reader, Reading.From journal)
      throws IOException, InterruptedException {
    var name = "Journal.read";
    var patience = patience();
    var reading = new Reading(patience);
    var call = new PluginCall<>(reading.body(journal), _ -> {}, () -> {});
    calls.begin(name, call);
    try {
      reading.handOn(follow, reader);
      calls.await(name, patience, call);
    } finally {
      reading.end();
      call.abandon(new IOException("its reader has gone"));
    }
  }

  /** Makes the last call; later ones are refused, and a second last one is none. */
  void end(String name, Work work) throws IOException {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    calls.call(name, work.body());
  }

  /** A fault that is taken down in the journal. */
  PluginException fault(String call, String what) {
    return calls.fault(call, what);
  }

  private final class Turn<T> implements PluginCall.Body<T> {
    private final String name;
    private final PluginCall.Body<T> body;
    private boolean runs;

    Turn(String name, PluginCall.Body<T> body) {
      this.name = name;
      this.body = body;
    }

    @Override
    public T run() throws IOException, InterruptedException {
      runs(true);
      try {
        return body.run();
      } finally {
        runs(false);
      }
    }

    private synchronized void runs(boolean now) {
      runs = now;
      if (!now) {
        hanging.remove(this);
      }
    }

    /** Nobody waits for it any more. */
    synchronized void leave() {
      if (runs) {
        hanging.add(this);
      }
    }
  }
}
