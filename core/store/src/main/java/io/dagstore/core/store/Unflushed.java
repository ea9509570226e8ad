package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Brings an inverted index to where the records are, from where it was when it was flushed last.
 */
final class Unflushed {
  private final Records records;
  private final ShardIndexRepository files;
  private final InvertedIndex inverted;

  Unflushed(Records records, ShardIndexRepository files, InvertedIndex inverted) {
    this.records = records;
    this.files = files;
    this.inverted = inverted;
  }

  /** Numbers of which nobody can say what a flushed index holds. */
  static BitSet numbers(Records records) throws IOException {
    var numbers = new BitSet();
    var doubtful = records.doubtful();
    numbers.set(doubtful.from(), Math.max(doubtful.from(), doubtful.to()));
    records.marks().forEach(mark -> numbers.set(mark.number()));
    return numbers;
  }

  /** Lets go of numbers whose records a kill has lost; false: there can be none. */
  boolean forgetDoubtful() throws IOException {
    var doubtful = records.doubtful();
    for (int number = doubtful.from(); number < doubtful.to(); number++) {
      if (records.get(number).isEmpty()) {
        inverted.remove(number);
      }
    }
    return doubtful.from() < doubtful.to();
  }

  /**
   * Takes in, or lets go, what is marked; returns what has no sound shard index to take it from.
   */
  List<ShardRecord> takeIn(List<Marks.Mark> marks) throws IOException {
    var lost = new ArrayList<ShardRecord>();
    for (var mark : marks) {
      inverted.remove(mark.number());
      var shard = records.get(mark.number()).filter(ShardRecord::indexed);
      if (shard.isPresent() && !takeIn(shard.get())) {
        lost.add(shard.get());
      }
    }
    return lost;
  }

  /** Takes the keys from the shard's own index; false: that one is lost too. */
  boolean takeIn(ShardRecord shard) throws IOException {
    try {
      var index = records.openIndex(shard, files);
      if (index.isEmpty()) {
        return false;
      }
      try (var keys = index.get()) {
        inverted.add(shard.number(), keys.sortedKeys());
        return true;
      }
    } catch (CorruptDataException e) {
      return false;
    }
  }
}
