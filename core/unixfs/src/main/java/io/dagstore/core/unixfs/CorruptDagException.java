package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/** A block whose bytes are not the structure that its place in the DAG demands. */
public final class CorruptDagException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;
  private final String what;

  /** Says what is wrong in the block {@code cid}. */
  public CorruptDagException(Cid cid, String what) {
    super("corrupt block " + cid + ": " + what);
    this.cid = cid;
    this.what = what;
  }

  /** The same with the decoder's own complaint as the cause. */
  public CorruptDagException(Cid cid, IllegalArgumentException cause) {
    super("corrupt block " + cid + ": " + cause.getMessage(), cause);
    this.cid = cid;
    this.what = String.valueOf(cause.getMessage());
  }

  /** The corrupt block. */
  public Cid cid() {
    return cid;
  }

  /** What is wrong, with expected and found values. */
  public String what() {
    return what;
  }
}
