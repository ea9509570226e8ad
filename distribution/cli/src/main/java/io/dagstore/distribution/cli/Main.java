package io.dagstore.distribution.cli;

import java.util.List;

/** The {@code dagstore} command: runs one command line and answers with its exit code. */
public final class Main {
  private Main() {}

  /** Runs the command line of this process and ends it with the exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.ofProcess(), List.of(args)));
  }

  /**
   * Runs one command line; touches nothing of the process but what the console holds, so that many
   * may run side by side in one JVM.
   *
   * @return the exit code: 0 done, 1 no, 2 usage, 65 corrupt, 70 bug, 74 world, 75 busy
   */
  public static int run(Console console, List<String> args) {
    return new CommandRun(new Shell(console)).execute(args);
  }
}
