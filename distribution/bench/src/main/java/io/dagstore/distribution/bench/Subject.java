package io.dagstore.distribution.bench;

import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a work is measured on, and how: the arguments that all works share. */
final class Subject {
  /** Looks, a millisecond apart, whether the run before is unmapped. */
  private static final int LOOKS = 300;

  private static final Path MAPS = Path.of("/proc/self/maps");

  @Parameters(paramLabel = "FILE", description = "what is measured; read only")
  private Path file = Path.of("");

  @Option(
      names = "--cold",
      description = "drop FILE from the page cache before the measured run (not before warm-ups)")
  private boolean cold;

  @Option(
      names = "--warm-ups",
      defaultValue = "2",
      description =
          "unmeasured runs before the measured one, in which the JVM compiles (default 2); the"
              + " first one's time is printed as first_seconds")
  private int warmUps;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private double first = -1;

  /** One run of a work, start to end. */
  @FunctionalInterface
  interface Run {
    void run() throws IOException, InterruptedException;
  }

  Path file() {
    return file;
  }

  /** Runs the work as often as asked for and returns the span of the last run. */
  Figures.Span measure(Run work) throws IOException, InterruptedException {
    first = -1;
    for (int i = 0; i < warmUps; i++) {
      var clock = new Figures.Clock();
      work.run();
      first = first < 0 ? clock.stop().seconds() : first;
    }
    dropIfCold();
    awaitUnmapped();
    var clock = new Figures.Clock();
    work.run();
    return clock.stop();
  }

  /**
   * What the run before has mapped is unmapped in the background, and the kernel lets no new
   * mapping begin meanwhile: a program that does the work once meets nothing of that.
   */
  private void awaitUnmapped() throws IOException {
    var name = file.toRealPath().toString();
    for (int i = 0; i < LOOKS && Files.exists(MAPS) && Files.readString(MAPS).contains(name); i++) {
      LockSupport.parkNanos(1_000_000);
    }
    if (Files.isRegularFile(file)) {
      FileSource.open(file).close(); // The name goes first: this waits for the pages.
    }
  }

  void dropIfCold() throws IOException {
    if (cold) {
      PageCache.drop(file);
    }
  }

  int warmUps() {
    return warmUps;
  }

  boolean cold() {
    return cold;
  }

  /** Prints the line of a work, with how its figures were taken. */
  void print(Figures figures) {
    figures.put("cold", cold).put("warm_ups", warmUps);
    if (first >= 0) {
      figures.put("first_seconds", first);
    }
    figures.print(Objects.requireNonNull(command, "set by picocli").commandLine().getOut());
  }
}
