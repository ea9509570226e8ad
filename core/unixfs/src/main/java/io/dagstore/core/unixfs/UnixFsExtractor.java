package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes files, directories and symlinks from a DAG into a folder and never outside it. A file
 * appears under its name only when it is whole. Names that are empty, {@code .} or {@code ..}, hold
 * a slash, backslash or NUL, or are reserved on Windows, symlinks that are absolute or lead out of
 * the folder, and writing through a symlink that is already there are refused with an {@link
 * UnsafePathException}. Absent blocks end no extraction: their paths are left out, reported and
 * counted. For one thread.
 */
public final class UnixFsExtractor {
  private final Blockstore store;
  private final Path folder;
  private final ExtractListener listener;

  /** An extractor into {@code folder}, which is made when it is not there. */
  public UnixFsExtractor(Blockstore store, Path folder) {
    this(store, folder, ExtractListener.NONE);
  }

  /** An extractor that tells what it does. */
  public UnixFsExtractor(Blockstore store, Path folder, ExtractListener listener) {
    this.store = store;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Extracts everything below {@code root}: the entries of a directory into the folder itself, a
   * file or symlink under {@code name}.
   *
   * @throws MissingBlockException when the root itself is absent
   */
  public ExtractReport extract(Cid root, String name) throws IOException {
    java.util.Objects.requireNonNull(this);
    throw new UnsupportedOperationException(store + "" + folder + listener);
  }

  /**
   * Extracts what lies at {@code paths} below {@code root}, each to the same path in the folder.
   *
   * @throws PathAbsentException when one leads nowhere; earlier ones are extracted
   */
  public ExtractReport extractPaths(Cid root, List<String> paths) throws IOException {
    java.util.Objects.requireNonNull(this);
    throw new UnsupportedOperationException("");
  }
}
