package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The CAR that a command reads: a file, or standard input under the name {@code -}. */
final class CarArgument {
  private static final String STDIN = "-";

  @Parameters(index = "0", paramLabel = "FILE", description = "A CAR file; - is standard input.")
  private String name;

  @Mixin private final ZeroOption zero = new ZeroOption();

  ZeroSection zero() {
    return zero.meaning();
  }

  String name() {
    return name;
  }

  boolean isStdin() {
    return name.equals(STDIN);
  }

  /** A forward pass over the CAR; the caller closes what it is given. */
  Pass scan(Shell shell) throws IOException {
    if (isStdin()) {
      var scanner =
          CarScanner.over(shell.in(), "standard input", CarLimits.DEFAULT, zero.meaning());
      return new Pass(scanner, scanner::close);
    }
    var source = FileSource.open(shell.path(name));
    try {
      return new Pass(CarScanner.over(source, CarLimits.DEFAULT, zero.meaning()), source::close);
    } catch (IOException | RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /**
   * The CAR as a source for reads at any place; standard input is kept in a temporary file first.
   */
  Source open(Shell shell) throws IOException {
    return FileSource.open(file(shell));
  }

  /** The CAR as a file; standard input is kept in a temporary one first. */
  Path file(Shell shell) throws IOException {
    return file(shell, name);
  }

  static Path file(Shell shell, String name) throws IOException {
    if (!name.equals(STDIN)) {
      return shell.path(name);
    }
    var file = shell.scratch().file(".car");
    Files.copy(shell.in(), file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  /** A scanner with what must be closed after it. */
  record Pass(CarScanner scanner, Ending ending) implements AutoCloseable {
    interface Ending {
      void close() throws IOException;
    }

    @Override
    public void close() throws IOException {
      try {
        scanner.close();
      } finally {
        ending.close();
      }
    }
  }
}
