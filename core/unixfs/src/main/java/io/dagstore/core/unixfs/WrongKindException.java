package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/** A sound node of another kind than the one asked for, as a directory where a file is read. */
public final class WrongKindException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;
  private final UnixFsKind expected;
  private final UnixFsKind got;

  WrongKindException(Cid cid, UnixFsKind expected, UnixFsKind got) {
    super(cid + ": expected a " + word(expected) + ", got a " + word(got));
    this.cid = cid;
    this.expected = expected;
    this.got = got;
  }

  private static String word(UnixFsKind kind) {
    return switch (kind) {
      case FILE -> "file";
      case DIRECTORY -> "directory";
      case SYMLINK -> "symlink";
      case NODE -> "node that is not UnixFS";
    };
  }

  /** The node. */
  public Cid cid() {
    return cid;
  }

  /** The kind asked for. */
  public UnixFsKind expected() {
    return expected;
  }

  /** The kind found. */
  public UnixFsKind got() {
    return got;
  }
}
