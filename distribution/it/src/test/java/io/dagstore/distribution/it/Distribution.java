package io.dagstore.distribution.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that the build put together, as people would have it after unpacking.
 *
 * @param home the folder
 */
record Distribution(Path home) {
  static Distribution built() {
    return new Distribution(
        ByteCode.house().root().resolve("distribution/assembly/target/dagstore"));
  }

  /** The same after its first start, the slow one that makes the next ones quick. */
  static Distribution started() {
    return FirstStart.OF_ALL_TESTS;
  }

  private static final class FirstStart {
    static final Distribution OF_ALL_TESTS = start(built());

    private static Distribution start(Distribution built) {
      try {
        var help =
            built.command("--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (help.waitFor() != 0) {
          throw new IllegalStateException("the first start ended with " + help.exitValue());
        }
        return built;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  List<Path> jars(String folder) throws IOException {
    try (var files = Files.list(home.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** The archive with this ending, beside the folder. */
  Path archive(String ending) throws IOException {
    try (var files = Files.newDirectoryStream(home.resolveSibling("."), "dagstore-*" + ending)) {
      return files.iterator().next();
    }
  }

  /** A command line of it. */
  ProcessBuilder command(String... arguments) {
    var line = new ArrayList<>(List.of(home.resolve("bin/dagstore").toString()));
    line.addAll(List.of(arguments));
    var process = new ProcessBuilder(line);
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return process;
  }
}
