package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/**
 * A finished UnixFS node as its parent links to it.
 *
 * @param cid address of the node's root block
 * @param tsize bytes of the root block and of all blocks below it; shared children count once for
 *     each link. It is not the file's size.
 */
public record UnixFsLink(Cid cid, long tsize) {}
