package io.dagstore.index.chronicle;

import io.dagstore.index.chronicle.ShardTable.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;

/**
 * Makes the next generation of an index from one: with the pairs that count, renumbered without
 * gaps, and room for as many again. Nobody finds it before the manifest names it, so that a process
 * that is killed meanwhile leaves the one before.
 */
final class Renewal {
  private static final long LEAST_CAPACITY = 1 << 16;

  private final IndexFolder folder;

  Renewal(IndexFolder folder) {
    this.folder = folder;
  }

  /** The first one of an index. */
  Generation first() throws IOException {
    return switchTo(Generation.create(folder, 1, LEAST_CAPACITY), Live.NONE);
  }

  /**
   * The next one, with room for so many pairs more.
   *
   * @param unfinished pairs that are to be kept although they do not count yet
   */
  Generation renew(Generation from, Live live, Pair unfinished, long more) throws IOException {
    long kept = from.shards().get(Field.COUNTING) + more;
    var next = create(from.number() + 1, kept);
    try {
      copy(from.pairs(), next, live, unfinished);
      return switchTo(next, live);
    } catch (InterProcessDeadLockException e) {
      next.close();
      return recover(from.number(), live, unfinished);
    } catch (IOException | RuntimeException | Error e) {
      try (next) {
        throw e;
      }
    }
  }

  /**
   * The next one after one whose writer was killed: of shards that are whole, and no other. The
   * files are copied first, for processes that read may have them open.
   *
   * @param live shards that may count
   * @param unfinished pairs that are to be kept although they do not count yet
   */
  Generation recover(long number, Live live, Pair unfinished) throws IOException {
    long copied = number + 1;
    folder.delete(copied);
    Files.copy(folder.pairs(number), folder.pairs(copied), StandardCopyOption.REPLACE_EXISTING);
    try (var from = PairMap.recover(folder.pairs(copied), LEAST_CAPACITY)) {
      var found = counts(from, live);
      var whole = live.without(live.shards().filter(shard -> !isWhole(from, live, found, shard)));
      long kept = found.values().stream().mapToLong(Long::longValue).sum();
      var next = create(copied + 1, kept);
      try {
        copy(from, next, whole, unfinished);
        return switchTo(next, whole);
      } catch (IOException | RuntimeException | Error e) {
        try (next) {
          throw e;
        }
      }
    }
  }

  private static boolean isWhole(PairMap from, Live live, Map<Integer, Long> found, int shard) {
    int slot = live.slot(shard);
    return from.counted(slot) == found.getOrDefault(slot, 0L);
  }

  /** How many pairs there are of each slot that counts. */
  static Map<Integer, Long> counts(PairMap pairs, Live live) throws IOException {
    var counts = new HashMap<Integer, Long>();
    pairs.forEach((_, pair) -> {
      if (live.counts(pair)) {
        counts.merge(pair.slot(), 1L, Long::sum);
      }
    });
    return counts;
  }

  private Generation create(long number, long pairs) throws IOException {
    return Generation.create(folder, number, Math.max(LEAST_CAPACITY, Math.addExact(pairs, pairs)));
  }

  private static void copy(PairMap from, Generation to, Live live, Pair unfinished)
      throws IOException {
    long[] copied = {0};
    from.forEach((key, pair) -> {
      if (live.counts(pair) || pair.equals(unfinished)) {
        to.pairs().add(key, pair);
        copied[0]++;
      }
    });
    to.shards().used(copied[0]);
    for (int shard : live.shards().toArray()) {
      long pairs = from.counted(live.slot(shard));
      to.pairs().counted(live.slot(shard), pairs);
      to.shards().put(shard, live.slot(shard), 0, pairs);
    }
  }

  /** From here on it counts, for every process. */
  private Generation switchTo(Generation next, Live live) throws IOException {
    next.shards().set(Field.DIRTY, 1);
    next.force(folder);
    folder.store(new Manifest(next.number(), live));
    folder.sweep(next.number());
    return next;
  }
}
