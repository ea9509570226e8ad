package io.dagstore.distribution.rpc;

import io.dagstore.core.ipld.Cid;
import java.util.List;

/**
 * A piece whose CAR is a shard here. Deals are listed by nodes with markets, and this one has none.
 */
record WirePiece(@Wire("PieceCID") Cid piece, List<Object> deals) {}
