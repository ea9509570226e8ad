package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several things of one kind, where one that fails does not keep the others from being done. What
 * failed is told at the end, where it is read.
 */
final class Batch {
  private final Shell shell;
  private final List<Failed> failures = new ArrayList<>();

  private record Failed(String name, Exception cause) {}

  /** One thing to do. */
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  Batch(Shell shell) {
    this.shell = shell;
  }

  /** Does it, or keeps in mind why it could not be done. */
  void attempt(String name, Step step) throws IOException, InterruptedException {
    try {
      step.run();
    } catch (ClosedPipeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      failed(name, e);
    }
  }

  /** Keeps a failure in mind; a bug of ours is none, it ends the run. */
  void failed(String name, Exception cause) {
    if (cause instanceof RuntimeException bug && Ending.exit(bug) == Exit.BUG) {
      throw bug;
    }
    failures.add(new Failed(name, cause));
  }

  /** Tells what failed out of how many and returns the exit code of the whole. */
  int end(int all, String noun) {
    for (var failure : failures) {
      shell.complain(failure.name() + ": " + Ending.message(failure.cause()));
    }
    if (!failures.isEmpty() && all > 1) {
      shell.complain(failures.size() + " of " + Figures.count(all, noun) + " failed");
    }
    return exit().code();
  }

  private Exit exit() {
    var kinds = failures.stream().map(f -> Ending.exit(f.cause())).distinct().toList();
    return switch (kinds.size()) {
      case 0 -> Exit.DONE;
      case 1 -> kinds.getFirst();
      default -> Exit.CORRUPT;
    };
  }
}
