package io.dagstore.core.api.index;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;

/**
 * Finds the blocks of a piece that is no plain CAR but holds sections of CID and data one behind
 * the other. The store asks its indexers before it takes a source for a CAR. Thread-safe.
 */
public interface ShardIndexer {
  /** Its name, for messages and records: lower case letters, digits, {@code -}. */
  String name();

  /**
   * Tells whether the source is of its kind: quickly, from its first bytes.
   *
   * @throws IOException if the source cannot be read
   */
  boolean recognises(Source source) throws IOException;

  /**
   * Hands every section of the source on, in any order. An interrupt ends it soon.
   *
   * @return the roots of the piece, in their order; may be empty
   * @throws IOException if the source cannot be read; {@code CorruptDataException} if it is wrong
   */
  List<Cid> index(Source source, Sections sections) throws IOException;

  /** Takes in the sections of one source. For one thread. */
  interface Sections {
    /**
     * Takes in a section, whose data follows its CID at once.
     *
     * @param cidOffset position in the source of the CID's first byte
     * @param cid the CID that stands there, byte for byte
     * @param dataLength bytes of data behind the CID
     * @throws IOException if the section leaves the source or is over a limit, or the index cannot
     *     be written
     */
    void add(long cidOffset, Cid cid, long dataLength) throws IOException;
  }
}
