package io.dagstore.core.store;

import io.dagstore.core.ipld.Cid;
import java.util.List;

/**
 * How the blocks of a shard lie in its source.
 *
 * @param indexer name of the shard indexer that found them; empty: it is a CAR
 * @param roots its roots where an indexer told them; those of a CAR are in its header
 */
record Layout(String indexer, List<Cid> roots) {
  /** Most roots that an indexer may tell: they are kept in the record. */
  static final int MAX_ROOTS = 1000;

  /** Longest name of an indexer, in characters. */
  static final int MAX_NAME = 200;

  static final Layout CAR = new Layout("", List.of());

  /**
   * Keeps its own copy of the roots.
   *
   * @throws IllegalArgumentException if there are too many, or the name is too long
   */
  Layout {
    roots = List.copyOf(roots);
    if (roots.size() > MAX_ROOTS) {
      throw new IllegalArgumentException(
          "roots: expected at most " + MAX_ROOTS + ", got " + roots.size());
    }
    if (indexer.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "indexer name: expected at most " + MAX_NAME + " characters, got " + indexer.length());
    }
  }

  boolean isCar() {
    return indexer.isEmpty();
  }
}
