package io.dagstore.distribution.gostore.leveldb;

import java.util.Arrays;

/**
 * A table that the manifest names.
 *
 * @param level 0: may overlap others of it; above: the tables of a level are apart
 * @param number its file's
 * @param smallest first key
 * @param largest last key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TableFile(int level, long number, byte[] smallest, byte[] largest) {
  /** Whether it can hold keys that begin so. */
  boolean mayHold(byte[] prefix) {
    return Arrays.compareUnsigned(largest, prefix) >= 0
        && (Entry.startsWith(smallest, prefix) || Arrays.compareUnsigned(smallest, prefix) <= 0);
  }
}
