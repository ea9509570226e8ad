package io.dagstore.distribution.cli;

import picocli.CommandLine.Command;

/** The commands for one CAR file, without a store. */
@Command(
    name = "car",
    header = "Work on one CAR file, without a repository.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  dagstore car inspect site.car"})
final class CarCommand {
  CarCommand(Shell shell) {}
}
