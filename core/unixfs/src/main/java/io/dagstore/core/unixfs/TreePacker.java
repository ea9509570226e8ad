package io.dagstore.core.unixfs;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Packs files and folders of a disk with a {@link UnixFsBuilder}: names in the order of their UTF-8
 * bytes, empty folders too, symlinks as symlinks (never followed), anything else (sockets, devices)
 * refused. Same tree, same blocks in the same order. For one thread.
 */
public final class TreePacker {
  private final UnixFsBuilder builder;
  private final PackOptions options;
  private final PackListener listener;

  /** A packer that hands what it finds to {@code builder}. */
  public TreePacker(UnixFsBuilder builder, PackOptions options, PackListener listener) {
    this.builder = builder;
    this.options = options;
    this.listener = listener;
  }

  /** Packs a file, folder or symlink; a hidden name is packed when it is asked for itself. */
  public UnixFsLink pack(Path path) throws IOException, InterruptedException {
    java.util.Objects.requireNonNull(this);
    throw new UnsupportedOperationException(builder + "" + options + listener);
  }
}
