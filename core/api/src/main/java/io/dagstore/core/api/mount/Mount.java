package io.dagstore.core.api.mount;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;

/**
 * A stateless pointer to one CAR. Making it touches nothing; only {@link #stat} and {@link #open}
 * reach out. Thread-safe.
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
   * Opens the bytes; whoever opens closes.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is there
   * @throws IOException if it cannot be read
   */
  Source open() throws IOException;
}
