package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/** A path names something that its DAG does not have. */
public final class PathAbsentException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  private final transient Cid root;
  private final String path;
  private final String segment;

  PathAbsentException(Cid root, String path, String segment, String why) {
    super("no \"" + segment + "\" in " + root + "/" + path + ": " + why);
    this.root = root;
    this.path = path;
    this.segment = segment;
  }

  /** Where the path begins. */
  public Cid root() {
    return root;
  }

  /** The whole path that was asked for. */
  public String path() {
    return path;
  }

  /** The first segment that is absent. */
  public String segment() {
    return segment;
  }
}
