package io.dagstore.core.store;

import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.car.VerifiedScan.Totals;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.MalformedException;
import java.io.IOException;

/**
 * The blocks of a shard that is no CAR, from entry to entry: what lies in the index is all that is
 * known of where they are. For one thread.
 */
final class EntryWalk {
  private final MultihashKey keys;
  private final ShardIndex index;
  private final Source source;
  private final Hasher hasher = new Hasher();
  private long unverifiable;

  EntryWalk(MultihashKey keys, ShardIndex index, Source source) {
    this.keys = keys;
    this.index = index;
    this.source = source;
  }

  Totals walk(BadBlocks bad) throws IOException {
    long blocks = 0;
    long bytes = 0;
    for (long entry = 0; entry < index.entries(); entry++) {
      int length = index.length(entry);
      if (length > 0) {
        blocks++;
        bytes += length;
        try {
          check(entry, section(index.offset(entry), length));
        } catch (CorruptDataException e) {
          bad.add(e);
        }
      }
    }
    return new Totals(blocks, bytes, unverifiable);
  }

  private byte[] section(long offset, int length) throws IOException {
    long room = Math.min(source.size() - offset, Indexer.LIMITS.maxSection());
    if (length > room) {
      throw new CorruptDataException(
          source.name(), offset, "section length in index", "at most " + room, "" + length);
    }
    var section = new byte[length];
    source.read(offset, section, 0, length);
    return section;
  }

  private void check(long entry, byte[] section) throws IOException {
    Cid cid;
    try {
      cid = Cid.read(section, 0, section.length);
    } catch (MalformedException e) {
      throw wrong(entry, "a CID", String.valueOf(e.getMessage()));
    }
    if (!belongs(entry, keys.of(cid))) {
      throw wrong(entry, "the CID that the index means", cid.toString());
    }
    int head = cid.byteLength();
    switch (hasher.verify(cid, section, head, section.length - head)) {
      case MATCH -> {}
      case MISMATCH -> throw wrong(entry, "bytes with the hash of " + cid, "others");
      case UNVERIFIABLE -> unverifiable++;
    }
  }

  private boolean belongs(long entry, long key) throws IOException {
    long at = index.first(key);
    while (at >= 0 && at != entry) {
      at = index.next(key, at);
    }
    return at == entry;
  }

  private CorruptDataException wrong(long entry, String expected, String got) throws IOException {
    return new CorruptDataException(source.name(), index.offset(entry), "block", expected, got);
  }
}
