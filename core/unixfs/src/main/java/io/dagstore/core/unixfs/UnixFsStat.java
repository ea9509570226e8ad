package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/**
 * Facts of one node, read from its root block alone.
 *
 * @param cid the node
 * @param kind what it is
 * @param size content bytes of a file, bytes of a symlink's target, 0 for a directory, block bytes
 *     for any other node
 * @param metadata mode and mtime as stored
 */
public record UnixFsStat(Cid cid, UnixFsKind kind, long size, UnixFsMetadata metadata) {}
