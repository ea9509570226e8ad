package io.dagstore.distribution.cli;

import io.dagstore.core.ipld.Cid;

/**
 * A place in a DAG as the user names it.
 *
 * @param root where the path begins
 * @param path names below it, split at slashes; empty for the root itself
 */
record DagPath(Cid root, String path) {
  @Override
  public String toString() {
    return path.isEmpty() ? root.toString() : root + "/" + path;
  }
}
