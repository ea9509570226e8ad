package io.dagstore.core.ipld;

import java.util.Arrays;

/**
 * Bytes under their CID. That they belong together is the business of whoever made the block. The
 * array is shared, not copied: nobody writes to it. Two blocks are equal when CID and bytes are.
 */
public final class Block {
  private final Cid cid;
  private final byte[] data;

  /** A block of {@code data}, which is taken over and not copied. */
  public Block(Cid cid, byte[] data) {
    this.cid = cid;
    this.data = data;
  }

  /** The name of the bytes. */
  public Cid cid() {
    return cid;
  }

  /** The bytes themselves, to be read only. */
  public byte[] data() {
    return data;
  }

  /** The number of bytes. */
  public int size() {
    return data.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block that && cid.equals(that.cid) && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }

  @Override
  public String toString() {
    return cid + " (" + data.length + " bytes)";
  }
}
