package io.dagstore.distribution.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a process hands a command: streams, environment, working folder, clock, and which of the two
 * output streams ends at a terminal. Commands see nothing of the process but this.
 *
 * @param in standard input
 * @param out standard output, unbuffered
 * @param err standard error, UTF-8
 * @param env environment variables
 * @param folder the folder that relative paths start from
 * @param nanos a monotonic clock in nanoseconds
 * @param terminal which streams end at a terminal
 */
public record Console(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> env,
    Path folder,
    LongSupplier nanos,
    Terminal terminal) {

  /**
   * Which output streams a person looks at.
   *
   * @param out standard output is a terminal
   * @param err standard error is a terminal
   * @param columns its width in characters
   */
  public record Terminal(boolean out, boolean err, int columns) {
    /** No terminal at all, as in a pipe or a test. */
    public static Terminal none() {
      return new Terminal(false, false, 80);
    }
  }

  /** The console of this process. */
  public static Console ofProcess() {
    return new Console(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(""),
        System::nanoTime,
        terminal(Optional.ofNullable(System.getProperty("dagstore.terminal"))));
  }

  /** The variable's value; an empty one counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(v -> !v.isEmpty());
  }

  /** The path as seen from the working folder. */
  Path path(String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw Failure.usage("no file can have this name: " + e.getMessage());
    }
  }

  // The launch script asks the shell, which costs nothing; asking the JVM starts its console code
  // and answers only for input and output together.
  private static Terminal terminal(Optional<String> told) {
    if (told.isPresent()) {
      return new Terminal(told.get().contains("o"), told.get().contains("e"), columns());
    }
    var both = Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    return new Terminal(both, both, columns());
  }

  private static int columns() {
    var text = System.getenv("COLUMNS");
    return text != null && text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : 80;
  }
}
