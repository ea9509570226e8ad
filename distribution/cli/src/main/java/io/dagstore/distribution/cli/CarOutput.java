package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.car.Work;
import io.dagstore.core.ipld.Cid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The CAR that a command writes: a file, whole or not at all, or standard output under the name
 * {@code -}. A CAR whose head is known only at the end goes to standard output through a temporary
 * file.
 */
final class CarOutput implements AutoCloseable {
  private final Shell shell;
  private final CarWriter writer;
  private final Path spool;
  private final boolean spooled;

  private CarOutput(Shell shell, CarWriter writer, Path spool, boolean spooled) {
    this.shell = shell;
    this.writer = writer;
    this.spool = spool;
    this.spooled = spooled;
  }

  /** A CAR of this version whose roots may change until the end. */
  static CarOutput open(Shell shell, String name, int version, List<Cid> roots, Work work)
      throws IOException {
    var spooled = name.equals(Destination.STDOUT);
    var path = spooled ? shell.scratch().folder().resolve("out.car") : shell.path(name);
    var writer = CarWriter.create(path, format(version), roots, work);
    shell.scratch().track(writer);
    return new CarOutput(shell, writer, path, spooled);
  }

  /** A CARv1 whose roots are known, so that standard output gets it block by block. */
  static CarOutput stream(Shell shell, String name, List<Cid> roots) throws IOException {
    if (!name.equals(Destination.STDOUT)) {
      return open(shell, name, 1, roots, Work.alone());
    }
    var writer = CarWriter.stream(Channels.newChannel(shell.out().bytes()), roots);
    return new CarOutput(shell, writer, Path.of(""), false);
  }

  static CarFormat format(int version) {
    return switch (version) {
      case 1 -> CarFormat.V1;
      case 2 -> CarFormat.V2;
      default -> throw Failure.usage("CAR version: expected 1 or 2, got " + version);
    };
  }

  CarWriter writer() {
    return writer;
  }

  /** Says that all has been put. */
  void finish() throws IOException {
    writer.finish();
    if (spooled) {
      try (var in = new BufferedInputStream(Files.newInputStream(spool))) {
        in.transferTo(shell.out().bytes());
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
