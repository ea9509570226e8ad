package io.dagstore.distribution.cli;

import io.dagstore.core.files.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Where a command's bytes go: standard output under the name {@code -}, a device as it is, or a
 * file that appears whole at {@link #commit} and not at all without it.
 */
final class Destination implements AutoCloseable {
  static final String STDOUT = "-";
  private static final int BUFFER = 1 << 16;

  private final OutputStream stream;
  private final Optional<AtomicFile> file;
  private final boolean ours;

  private Destination(OutputStream stream, Optional<AtomicFile> file, boolean ours) {
    this.stream = stream;
    this.file = file;
    this.ours = ours;
  }

  static Destination open(Shell shell, String name) throws IOException {
    if (name.equals(STDOUT)) {
      return new Destination(shell.out().bytes(), Optional.empty(), false);
    }
    var path = shell.path(name);
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      return new Destination(Files.newOutputStream(path), Optional.empty(), true);
    }
    var file = shell.scratch().track(AtomicFile.create(path));
    var stream = new BufferedOutputStream(Channels.newOutputStream(file.channel()), BUFFER);
    return new Destination(stream, Optional.of(file), true);
  }

  OutputStream stream() {
    return stream;
  }

  WritableByteChannel channel() {
    return Channels.newChannel(stream);
  }

  /** Says that all has been written: only now the file appears. */
  void commit() throws IOException {
    stream.flush();
    if (file.isPresent()) {
      file.get().commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    } else if (ours) {
      stream.close();
    }
  }
}
