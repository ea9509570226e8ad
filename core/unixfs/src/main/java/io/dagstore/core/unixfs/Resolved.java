package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Node;
import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param cid the block at the end of the path
 * @param name the last segment of the path, or the CID's text when the path is empty
 * @param within the value inside that block, when the path ends below the top of a dag-cbor or
 *     dag-json document and not at a link
 */
public record Resolved(Cid cid, String name, Optional<Node> within) {}
