package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/**
 * What a walk did.
 *
 * @param terminal the block at the end of the path
 * @param blocks blocks handed out
 * @param bytes their bytes
 * @param missing absent blocks that the policy let pass
 * @param opaque blocks of a codec whose links cannot be read; they were taken as leaves
 */
public record WalkSummary(Cid terminal, long blocks, long bytes, long missing, long opaque) {}
