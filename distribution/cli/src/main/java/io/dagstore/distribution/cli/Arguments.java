package io.dagstore.distribution.cli;

import picocli.CommandLine;

/** How words of the command line become values; a word that is none ends with exit code 2. */
final class Arguments {
  private Arguments() {}

  static void convert(CommandLine line) {}
}
