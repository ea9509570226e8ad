package io.dagstore.core.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.dagstore.core.api.BlockPlace;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Verdict;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Reads one block from an open shard: entry, one positioned read, the CID that stands there, the
 * hash by policy. The caller has entered the shard.
 */
final class BlockReader {
  private static final int MAX_SECTION = CarLimits.DEFAULT.maxSection();

  private final MultihashKey keys;
  private final Hashers hashers = new Hashers();
  private final Tally tally;

  BlockReader(MultihashKey keys, Tally tally) {
    this.keys = keys;
    this.tally = tally;
  }

  /** The key of a CID in both indices. */
  long key(Cid cid) {
    return keys.of(cid);
  }

  /** The block, or null where the shard has none under this CID's multihash. */
  @Nullable Block read(OpenShard shard, Cid cid, long key, VerifyPolicy policy) throws IOException {
    try {
      var in = shard.lookup();
      var index = in.index();
      for (long entry = index.first(key); entry >= 0; entry = index.next(key, entry)) {
        int length = index.length(entry);
        var data = length > 0 ? data(in, entry, length, cid) : null;
        if (data != null) {
          verify(in, entry, cid, data, policy);
          return new Block(cid, data);
        }
      }
      return null;
    } catch (InternalError e) {
      throw shard.source().fault(e);
    }
  }

  /** Bytes of the block, or -1 where the shard has none; reads no more than the CID. */
  int size(OpenShard shard, Cid cid, long key) throws IOException {
    try {
      var in = shard.lookup();
      var index = in.index();
      for (long entry = index.first(key); entry >= 0; entry = index.next(key, entry)) {
        int size = size(in, entry, cid);
        if (size >= 0) {
          return size;
        }
      }
      return -1;
    } catch (InternalError e) {
      throw shard.source().fault(e);
    }
  }

  private int size(Lookup in, long entry, Cid cid) throws IOException {
    int length = in.index().length(entry);
    if (length == 0) {
      return isRoot(in, cid) ? cid.multihash().digestLength() : -1;
    }
    int cidLength = cidLength(in, entry, length, cid);
    return cidLength == 0 ? -1 : length - cidLength;
  }

  /** Where the bytes of the block lie, or null where the shard has no section of it. */
  @Nullable BlockPlace place(OpenShard shard, Cid cid, long key) throws IOException {
    try {
      var in = shard.lookup();
      var index = in.index();
      for (long entry = index.first(key); entry >= 0; entry = index.next(key, entry)) {
        int length = index.length(entry);
        int cidLength = length == 0 ? 0 : cidLength(in, entry, length, cid);
        if (cidLength > 0) {
          return new BlockPlace(shard.key(), index.offset(entry) + cidLength, length - cidLength);
        }
      }
      return null;
    } catch (InternalError e) {
      throw shard.source().fault(e);
    }
  }

  private int cidLength(Lookup in, long entry, int length, Cid cid) throws IOException {
    int found = matching(in, entry, head(in, entry, length), length, cid);
    in.source().settle();
    return found;
  }

  private static boolean isRoot(Lookup in, Cid cid) throws IOException {
    return in.shard().roots().stream().anyMatch(cid::sameMultihash);
  }

  private byte @Nullable [] data(Lookup in, long entry, int length, Cid cid) throws IOException {
    var section = section(in, entry, length);
    int cidLength = matching(in, entry, section, length, cid);
    if (cidLength == 0) {
      return null;
    }
    var data = new byte[length - cidLength];
    MemorySegment.copy(section, JAVA_BYTE, cidLength, data, 0, data.length);
    in.source().settle();
    return data;
  }

  private static MemorySegment section(Lookup in, long entry, int length) throws IOException {
    var source = in.source();
    long offset = in.index().offset(entry);
    var view = source.viewInMemory(offset, length);
    if (view.isPresent()) {
      return view.get();
    }
    if (length > MAX_SECTION) {
      throw new CorruptDataException(
          source.name(), offset, "section length in index", "at most " + MAX_SECTION, "" + length);
    }
    var bytes = new byte[length];
    source.read(offset, bytes, 0, length);
    return MemorySegment.ofArray(bytes);
  }

  /** As much of the section as its CID may take. */
  private static MemorySegment head(Lookup in, long entry, int length) throws IOException {
    return section(in, entry, Math.min(length, CarLimits.DEFAULT.maxIndexCid()));
  }

  /** Length of the CID at the section's start if it is the one asked for, else 0. */
  private int matching(Lookup in, long entry, MemorySegment section, int length, Cid cid)
      throws IOException {
    int asked = cid.byteLength();
    if (asked <= length && cid.sameBytes(section, 0, asked)) {
      return asked;
    }
    try {
      int found = Cid.length(section, 0, section.byteSize());
      int multihash = Cid.multihashOffset(section, 0);
      if (cid.sameMultihash(section, multihash, found - multihash)) {
        return found;
      }
      if (belongs(in, entry, keys.of(section, multihash, found - multihash))) {
        return 0;
      }
    } catch (MalformedException e) {
      throw wrongCid(in, entry, cid, String.valueOf(e.getMessage()));
    }
    throw wrongCid(in, entry, cid, Cid.read(section, 0, section.byteSize()).toString());
  }

  /** Whether the entry is one of this key: if not, either the index or the CID is damaged. */
  private static boolean belongs(Lookup in, long entry, long key) throws IOException {
    var index = in.index();
    long at = index.first(key);
    while (at >= 0 && at != entry) {
      at = index.next(key, at);
    }
    return at == entry;
  }

  private static CorruptDataException wrongCid(Lookup in, long entry, Cid cid, String got)
      throws IOException {
    return new CorruptDataException(
        in.source().name(), in.index().offset(entry), "CID of a block", "" + cid, got);
  }

  private void verify(Lookup in, long entry, Cid cid, byte[] data, VerifyPolicy policy)
      throws IOException {
    if (policy == VerifyPolicy.NEVER) {
      return;
    }
    if (policy == VerifyPolicy.FIRST_READ && in.verified().contains(entry)) {
      tally.count(Tally.TRUSTED);
      return;
    }
    tally.count(Tally.HASHED);
    switch (verdict(cid, data)) {
      case MATCH -> {
        if (policy == VerifyPolicy.FIRST_READ) {
          in.verified().add(entry);
        }
      }
      case MISMATCH ->
          throw new CorruptDataException(
              in.source().name(),
              in.index().offset(entry),
              "block",
              "bytes with the hash of " + cid,
              data.length + " bytes with another");
      case UNVERIFIABLE -> throw new DagStoreException.Unverifiable(cid);
    }
  }

  private Verdict verdict(Cid cid, byte[] data) {
    var hasher = hashers.borrow();
    try {
      return hasher.verify(cid, data, 0, data.length);
    } finally {
      hashers.giveBack(hasher);
    }
  }
}
