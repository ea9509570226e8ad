package io.dagstore.core.api.mount;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;

/**
 * A stateless pointer to one CAR. Making it touches nothing; only {@link #stat}, {@link #open} and
 * {@link #stream} reach out. Thread-safe.
 */
public interface Mount {
  /** Where it points; {@link MountProvider#mount} of it gives an equal mount again. */
  URI uri();

  /**
   * What is there now.
   *
   * @throws IOException if that cannot be found out
   */
  MountStat stat() throws IOException;

  /**
   * Opens the bytes; whoever opens closes. Of a {@linkplain #sequential sequential} mount it is
   * never asked.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is there
   * @throws UnsupportedOperationException if it is sequential
   * @throws IOException if it cannot be read
   */
  Source open() throws IOException;

  /**
   * True where the bytes come in one pass only. The store then reads a local copy of them, which it
   * makes by {@link #stream}. The answer is the same for all mounts of one URI and touches nothing.
   */
  default boolean sequential() {
    return false;
  }

  /**
   * The bytes of a {@linkplain #sequential sequential} mount in one pass; whoever opens closes.
   *
   * @param from 0, or how many bytes are there already from a pass that broke off. A mount that
   *     cannot begin there begins at 0, and says so by {@link MountStream#position}.
   * @throws java.nio.file.NoSuchFileException if nothing is there
   * @throws UnsupportedOperationException if it is not sequential
   * @throws IOException if it cannot be read
   */
  default MountStream stream(long from) throws IOException {
    throw new UnsupportedOperationException(uri() + " is read at random");
  }
}
