package io.dagstore.core.api.mount;

import io.dagstore.core.ipld.Multihash;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One pass over the bytes of a mount. For one thread, but another one may close it.
 *
 * @param bytes from the position to the end
 * @param position of the first byte: the one that was asked for, or 0
 * @param size of everything, in bytes, or -1 where that is not known
 * @param version tells these bytes from those that were there before or come later: an entity tag,
 *     a time of change; empty where nothing does. A pass that broke off goes on only within a
 *     version.
 * @param digest SHA-256 of everything, where it is known; by another hash function it is not
 *     compared
 */
public record MountStream(
    InputStream bytes, long position, long size, String version, Optional<Multihash> digest)
    implements Closeable {
  /** Longest version, in characters. */
  public static final int MAX_VERSION = 1024;

  /**
   * Checks what it is made of.
   *
   * @throws IllegalArgumentException if the position is negative, the size less than -1, or the
   *     version too long
   */
  public MountStream {
    if (position < 0 || size < -1) {
      throw new IllegalArgumentException(
          "stream: expected a position and a size, got %d and %d".formatted(position, size));
    }
    if (version.length() > MAX_VERSION) {
      throw new IllegalArgumentException(
          "version: expected at most %d characters, got %d"
              .formatted(MAX_VERSION, version.length()));
    }
  }

  /** All bytes from the first one on, of which nothing more is known. */
  public static MountStream of(InputStream bytes) {
    return new MountStream(bytes, 0, -1, "", Optional.empty());
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
