package io.dagstore.core.unixfs;

/** What a node is to someone who looks for files. */
public enum UnixFsKind {
  /** A UnixFS file or a raw block. */
  FILE,
  /** A directory, in one block or sharded. */
  DIRECTORY,
  /** A symbolic link. */
  SYMLINK,
  /** A block of any other codec, or dag-pb that is not UnixFS. */
  NODE
}
