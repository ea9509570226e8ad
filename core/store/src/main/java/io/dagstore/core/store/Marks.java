package io.dagstore.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which shards were added to the inverted index or removed from it since that was flushed. Each
 * method is one look at the records or one change of them.
 */
final class Marks {
  private final Map<Long, Long> unflushed;
  private long changes;

  /** The last change of a shard, changes being counted. */
  record Mark(int number, long change) {}

  /** Counts on from behind so many changes: those that are told must not be met again. */
  Marks(Map<Long, Long> unflushed, long counted) {
    this.unflushed = unflushed;
    changes = unflushed.values().stream().mapToLong(Long::longValue).reduce(counted, Math::max);
  }

  long changes() {
    return changes;
  }

  void put(int number) {
    unflushed.put((long) number, ++changes);
  }

  List<Mark> all() {
    var marks = new ArrayList<Mark>();
    unflushed.forEach((number, change) -> marks.add(new Mark(number.intValue(), change)));
    return marks;
  }

  /** Drops marks but for those that were made again since. */
  void drop(List<Mark> flushed) {
    flushed.forEach(mark -> unflushed.remove((long) mark.number(), mark.change()));
  }
}
