package io.dagstore.core.store;

import io.dagstore.core.ipld.Multihash;
import java.util.Optional;

/**
 * What a record knows of a shard's local copy. Size and digest stay when the copy itself goes: they
 * say how much room the next one takes, and whether it is the same.
 *
 * @param path of a copy that is not the store's own and that it never removes; empty: there is none
 * @param size bytes of the copy that was used last, -1: none was
 * @param digest of all its bytes; empty: none was used
 */
record LocalCopy(String path, long size, Optional<Multihash> digest) {
  /** No copy was ever needed. */
  static final LocalCopy NONE = at("");

  /** A copy that is not the store's own and was not looked at yet. */
  static LocalCopy at(String path) {
    return new LocalCopy(path, -1, Optional.empty());
  }

  /** With what a copy that is used now has. */
  LocalCopy of(long newSize, Multihash newDigest) {
    return new LocalCopy(path, newSize, Optional.of(newDigest));
  }

  /** True where the shard was or will be read from a copy. */
  boolean isUsed() {
    return size >= 0 || !path.isEmpty();
  }
}
