package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/** Hears what an extraction does, while it does it and on its thread. */
public interface ExtractListener {
  /** Hears nothing. */
  ExtractListener NONE = new ExtractListener() {};

  /** A file, directory or symlink stands at {@code path}, with that many content bytes. */
  default void extracted(String path, UnixFsKind kind, long bytes) {}

  /** {@code path} was left out because the block {@code cid} is absent. */
  default void missing(String path, Cid cid) {}

  /** An absent shard of the directory {@code path}: who knows which entries. */
  default void unknown(String path, Cid shard) {}

  /** {@code path} was left out because it is no UnixFS node. */
  default void skipped(String path, Cid cid) {}
}
