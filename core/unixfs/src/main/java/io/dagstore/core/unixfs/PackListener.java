package io.dagstore.core.unixfs;

import java.nio.file.Path;

/** Hears of each file, folder and symlink that was packed, on the packing thread. */
@FunctionalInterface
public interface PackListener {
  /** Hears nothing. */
  PackListener NONE = (path, link, bytes) -> {};

  /** {@code path} is packed; {@code bytes} of content, 0 for a folder. */
  void packed(Path path, UnixFsLink link, long bytes);
}
