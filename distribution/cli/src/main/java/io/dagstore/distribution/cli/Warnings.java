package io.dagstore.distribution.cli;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What the code below the commands has to tell besides answers and errors: warnings and worse, each
 * as one line of the command on standard error, where the JDK would print a class, a time and a
 * stack.
 */
public final class Warnings extends System.LoggerFinder {
  private final PrintStream err;

  /** To the standard error of the process. */
  public Warnings() {
    this(System.err);
  }

  Warnings(PrintStream err) {
    this.err = err;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Lines(name, err);
  }

  private record Lines(String name, PrintStream err) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.WARNING.getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        var why = Optional.ofNullable(thrown).map(t -> ": " + Ending.message(t)).orElse("");
        err.println("dagstore: warning: " + message + why);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... values) {
      var plain = format == null || values == null || values.length == 0;
      log(level, bundle, plain ? format : MessageFormat.format(format, values), (Throwable) null);
    }
  }
}
