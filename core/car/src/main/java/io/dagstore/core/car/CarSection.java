package io.dagstore.core.car;

import io.dagstore.core.ipld.Cid;

/**
 * Where one block lies in a file. Positions are bytes from the start of the file.
 *
 * @param cid of the block
 * @param section position of the section's length prefix
 * @param offset position of the block's data
 * @param length of the block's data in bytes
 */
public record CarSection(Cid cid, long section, long offset, int length) {

  /** Length of the whole section: prefix, CID and data. */
  public int sectionLength() {
    return Math.toIntExact(offset - section) + length;
  }
}
