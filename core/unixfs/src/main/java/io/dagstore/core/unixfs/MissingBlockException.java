package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/** A block that a DAG links to and the blockstore does not have. */
public final class MissingBlockException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /** Says that {@code cid} is absent. */
  public MissingBlockException(Cid cid) {
    super("block not found: " + cid);
    this.cid = cid;
  }

  /** The absent block. */
  public Cid cid() {
    return cid;
  }
}
