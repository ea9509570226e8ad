package io.dagstore.distribution.cli;

import io.dagstore.core.car.ZeroSection;
import picocli.CommandLine.Option;

/** Whether a section of length zero is damage or the end of a padded piece. */
final class ZeroOption {
  @Option(
      names = "--zero-as-end",
      description = "A section of length zero ends the data, as in a padded piece.")
  private boolean end;

  ZeroSection meaning() {
    return end ? ZeroSection.END : ZeroSection.CORRUPT;
  }
}
