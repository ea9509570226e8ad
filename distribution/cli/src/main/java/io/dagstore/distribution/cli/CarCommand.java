package io.dagstore.distribution.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands for one CAR file, without a store. */
@Command(
    name = "car",
    header = "Work on one CAR file, without a repository.",
    synopsisSubcommandLabel = "COMMAND",
    subcommandsRepeatable = false,
    footer = {"", "Example:", "  dagstore car inspect site.car"})
final class CarCommand implements Runnable {
  @Spec private CommandSpec spec;

  CarCommand(Shell shell) {}

  /** Reached only where no command below it is named. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "expected a command after 'car'");
  }
}
