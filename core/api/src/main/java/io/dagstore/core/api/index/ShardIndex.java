package io.dagstore.core.api.index;

import java.io.Closeable;
import java.io.IOException;

/**
 * One shard's index: key → entries, each with the place of a block. Entries have dense numbers, 0
 * to {@link #entries} - 1, by which callers walk without garbage:
 *
 * <pre>{@code
 * for (long e = index.first(key); e >= 0; e = index.next(key, e)) {
 *   read(index.offset(e), index.length(e));
 * }
 * }</pre>
 *
 * An answer is a candidate: another multihash may share the key or what the index keeps of it.
 * Lookups that meet bytes which are not what was written fail with {@code CorruptDataException}.
 * Thread-safe and without locks. A call after {@link #close} fails with {@link
 * IllegalStateException}; the store never lets a reader meet a closed index.
 */
public interface ShardIndex extends Closeable {
  /** Number of entries. */
  long entries();

  /** Bytes it takes, in its file or beside the shard's record. */
  long bytes();

  /** The first entry that may have this key, or -1. */
  long first(long key) throws IOException;

  /** The next entry after {@code entry} that may have this key, or -1. */
  long next(long key, long entry) throws IOException;

  /** Position in the CAR file of the entry's CID, which its data follows. */
  long offset(long entry) throws IOException;

  /** Bytes of CID and data together; 0: a root that is no section. */
  int length(long entry) throws IOException;

  /**
   * The keys of all entries, ascending as unsigned numbers, each once: what {@link
   * ShardIndexWriter#sortedKeys} gave when it was written.
   */
  LongCursor sortedKeys() throws IOException;

  /**
   * Reads all of it and compares its checksum.
   *
   * @throws io.dagstore.core.files.CorruptDataException if it is not what was written
   */
  void verify() throws IOException;

  @Override
  void close() throws IOException;
}
