package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes an index's answers, in the hands of a plug-in for the time of one call. */
final class LentTaker {
  private final String name;
  private final KeptCalls calls;
  private final Patience patience;
  private @Nullable IOException failure;
  private boolean back;

  LentTaker(String name, KeptCalls calls, Patience patience) {
    this.name = name;
    this.calls = calls;
    this.patience = patience;
  }

  /** Hands on one answer. */
  @FunctionalInterface
  interface Taking {
    void run() throws IOException;
  }

  /** Makes the call; what went wrong while answers were handed on comes before its own trouble. */
  void call(KeptCalls.Work work) throws IOException {
    try {
      calls.call(name, patience, work.body());
    } catch (IOException e) {
      throw end(e);
    }
    var failed = end(null);
    if (failed != null) {
      throw failed;
    }
  }

  /** Takes it back; returns when nothing is being taken. */
  private synchronized @Nullable IOException end(@Nullable IOException other) {
    back = true;
    return failure == null ? other : failure;
  }

  /** Takes an answer of the plug-in, if it can be one; each is a sign of life. */
  synchronized void take(int position, int positions, int shard, Taking taking) {
    if (back) {
      throw new IllegalStateException("an answer was given after the call was over");
    }
    patience.renew();
    if (failure != null) {
      return;
    }
    try {
      check(position, positions, shard);
      taking.run();
    } catch (IOException e) {
      failure = e;
    }
  }

  private void check(int position, int positions, int shard) throws PluginException {
    if (position < 0 || position >= positions || shard < 0) {
      throw calls.fault(
          name,
          "expected a position below %d and a shard of 0 or more, got position %d, shard %d"
              .formatted(positions, position, shard));
    }
  }
}
