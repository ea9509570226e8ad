package io.dagstore.distribution.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The bench's entry: one sub-command per work, each printing one JSON object per line. Exit status
 * 0 when the work was done, 1 when it failed, 2 for wrong usage.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = {
      "Measures our hot paths; one JSON object per line.",
      "Example: dagstore bench get big.car --threads 1,2 --verify never"
    },
    subcommands = {
      IndexWork.class,
      ScanWork.class,
      GetWork.class,
      CreateWork.class,
      LookupWork.class,
      RegisterWork.class,
      AcquireWork.class,
      ReadWork.class,
      RestartWork.class,
      GcWork.class,
      DestroyWork.class,
      Paired.class
    })
public final class Bench {
  private Bench() {}

  /** Runs the work that the arguments name and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
