package io.dagstore.distribution.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command above all others: the options they share, and the overview. */
@Command(
    name = "dagstore",
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    header = "From a folder of CAR files to any block, directory or file.",
    footer = {
      "",
      "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 65 data is corrupt,",
      "74 the world failed (file, disk, network), 75 busy: try later, 70 our own bug.",
      "",
      "Example:",
      "  dagstore register-shard ~/cars && dagstore list-shards"
    })
final class Dagstore {
  @Mixin private final Globals globals;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  @SuppressWarnings("unused")
  private boolean version;

  Dagstore(Shell shell) {
    this.globals = shell.globals();
  }

  Globals globals() {
    return globals;
  }
}
