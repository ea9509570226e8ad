package io.dagstore.distribution.cli;

import picocli.CommandLine.Option;

/** Which version of CAR a command writes. */
final class VersionOption {
  @Option(
      names = "--version",
      paramLabel = "N",
      defaultValue = "2",
      description = "Version of the CAR to write, 1 or 2; default 2.")
  private int version;

  int number() {
    CarOutput.format(version);
    return version;
  }
}
