package io.dagstore.core.store;

import io.dagstore.core.api.BlockPlace;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads over all shards. The shard of the reads before is asked first, else the one that the
 * inverted index names: open and sound, it answers without a lock and without garbage. What else
 * may be needed (another copy, a shard that must be opened) goes the longer way, by {@link
 * Candidates}.
 */
final class StoreReads {
  private static final int ABSENT = -1;

  private final InvertedIndex inverted;
  private final OpenShards open;
  private final Candidates candidates;
  private final Suspects suspects;
  private final BlockReader reader;
  private final Tally tally;
  private final ReadHabit habit = new ReadHabit();
  private final boolean guesses;

  /**
   * Reads of a store.
   *
   * @param guesses whether the shard of the reads before is asked first: it is there still
   */
  StoreReads(
      Parts parts,
      OpenShards open,
      Candidates candidates,
      BlockReader reader,
      Tally tally,
      boolean guesses) {
    this.guesses = guesses;
    this.tally = tally;
    this.inverted = parts.inverted();
    this.suspects = parts.suspects();
    this.open = open;
    this.candidates = candidates;
    this.reader = reader;
  }

  /** The block, or null where no shard has it. */
  @Nullable Block get(Cid cid, VerifyPolicy policy) throws IOException {
    long key = reader.key(cid);
    int likely = habit.likely();
    if (likely >= 0) {
      var block = from(likely, cid, key, policy);
      if (block != null) {
        tally.count(Tally.GUESSED);
        return block;
      }
    }
    tally.count(Tally.LOOKED);
    int first = inverted.first(key);
    if (first < 0) {
      return null;
    }
    named(first);
    var block = first == likely ? null : from(first, cid, key, policy);
    return block == null
        ? candidates.<Block>first(cid, key, shard -> reader.read(shard, cid, key, policy))
        : block;
  }

  private void named(int shard) {
    if (guesses) {
      habit.named(shard);
    }
  }

  /** The block from this shard if it is open, not suspect, and has it; else from another. */
  private @Nullable Block from(int number, Cid cid, long key, VerifyPolicy policy)
      throws IOException {
    var shard = suspects.has(number) ? null : open.get(number);
    if (shard == null) {
      return null;
    }
    int entered = shard.enter();
    try {
      return entered < 0 ? null : reader.read(shard, cid, key, policy);
    } catch (IOException e) {
      return candidates.<Block>after(
          e, shard, cid, key, other -> reader.read(other, cid, key, policy));
    } finally {
      open.leave(shard, entered);
    }
  }

  /** Size of the block, told by an index and the CID in front of the block. */
  OptionalLong size(Cid cid) throws IOException {
    long key = reader.key(cid);
    int likely = habit.likely();
    int size = likely < 0 ? ABSENT : sizeFrom(likely, cid, key);
    if (size >= 0) {
      tally.count(Tally.GUESSED);
      return OptionalLong.of(size);
    }
    tally.count(Tally.LOOKED);
    int first = inverted.first(key);
    if (first < 0) {
      return OptionalLong.empty();
    }
    named(first);
    size = first == likely ? ABSENT : sizeFrom(first, cid, key);
    size = size < 0 ? orAbsent(candidates.first(cid, key, sizeIn(cid, key))) : size;
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private int sizeFrom(int number, Cid cid, long key) throws IOException {
    var shard = suspects.has(number) ? null : open.get(number);
    if (shard == null) {
      return ABSENT;
    }
    int entered = shard.enter();
    try {
      return entered < 0 ? ABSENT : reader.size(shard, cid, key);
    } catch (IOException e) {
      return orAbsent(candidates.after(e, shard, cid, key, sizeIn(cid, key)));
    } finally {
      open.leave(shard, entered);
    }
  }

  private Candidates.Look<@Nullable Integer> sizeIn(Cid cid, long key) {
    return shard -> {
      int size = reader.size(shard, cid, key);
      return size < 0 ? null : size;
    };
  }

  private static int orAbsent(@Nullable Integer size) {
    return size == null ? ABSENT : size;
  }

  /** Keys of the shards that hold the block. */
  List<ShardKey> find(Cid cid) throws IOException {
    long key = reader.key(cid);
    return candidates.all(
        cid, key, shard -> reader.size(shard, cid, key) >= 0 ? shard.key() : null);
  }

  /** Where each shard that holds the block has it. */
  List<BlockPlace> locate(Cid cid) throws IOException {
    long key = reader.key(cid);
    return candidates.all(cid, key, shard -> reader.place(shard, cid, key));
  }
}
