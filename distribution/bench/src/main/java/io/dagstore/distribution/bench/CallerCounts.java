package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** How many call at once: the work is done for each count in turn. */
final class CallerCounts {
  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "64",
      description = "how many call at once (default 64); a line for each")
  private List<Integer> callers = List.of();

  /** The work from the start to its end. */
  @FunctionalInterface
  interface Turn {
    void run(int callers, boolean measured) throws IOException, InterruptedException;
  }

  /** Runs each count so often unmeasured, then once measured. */
  void each(int warmUps, Turn turn) throws IOException, InterruptedException {
    for (int count : callers) {
      for (int i = 0; i < warmUps; i++) {
        turn.run(count, false);
      }
      turn.run(count, true);
    }
  }
}
