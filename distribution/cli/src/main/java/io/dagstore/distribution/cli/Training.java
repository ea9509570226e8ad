package io.dagstore.distribution.cli;

import java.util.List;

/** Runs a few commands so that the JVM, told to, keeps what they load for the next starts. */
final class Training {
  private Training() {}

  static void main() {
    System.out.println(Main.run(Console.ofProcess(), List.of("--help")));
  }
}
