package io.dagstore.core.store;

import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The sections of a CAR that a pass meets, against its index. Where each has an entry of its own
 * and there are no more entries than that, every entry leads to its block. For one thread.
 */
final class MetSections {
  private final MultihashKey keys;
  private final ShardIndex index;
  private final String source;
  private long blocks;
  private long entries;
  private long missing;
  private long firstMissing = -1;

  MetSections(MultihashKey keys, ShardIndex index, String source) {
    this.keys = keys;
    this.index = index;
    this.source = source;
  }

  /** Counts the section. */
  void count(CarScanner scanner) {
    blocks++;
    entries += scanner.cidLength() <= Indexer.LIMITS.maxIndexCid() ? 1 : 0;
  }

  /** Counts the section and looks for its entry. */
  void find(CarScanner scanner) throws IOException {
    count(scanner);
    if (scanner.cidLength() > Indexer.LIMITS.maxIndexCid()) {
      return;
    }
    long key =
        keys.of(
            scanner.window(),
            scanner.multihashOffset() - scanner.windowBase(),
            scanner.multihashLength());
    expect(key, scanner.cidOffset(), scanner.cidLength() + scanner.dataLength());
  }

  private void expect(long key, long offset, int length) throws IOException {
    for (long entry = index.first(key); entry >= 0; entry = index.next(key, entry)) {
      if (index.offset(entry) == offset && index.length(entry) == length) {
        return;
      }
    }
    firstMissing = missing++ == 0 ? offset : firstMissing;
  }

  /** Roots that carry their block in themselves have entries too. */
  void roots(List<Cid> roots) throws IOException {
    for (var root : roots) {
      if (root.isIdentity() && root.byteLength() <= Indexer.LIMITS.maxIndexCid()) {
        entries++;
        expect(keys.of(root), 0, 0);
      }
    }
  }

  long blocks() {
    return blocks;
  }

  /** How many entries the index must have. */
  long entries() {
    return entries;
  }

  /** What is wrong with the index, if anything is. */
  Optional<Finding> finding(ShardRecord shard) {
    if (missing > 0) {
      return Optional.of(
          Finding.of(
              Invariant.INDEX_TRUE,
              source + " at " + firstMissing,
              "an entry for each of " + entries + " sections and roots",
              missing + " without one"));
    }
    return entries == index.entries() && blocks == shard.blocks()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Invariant.SHARD_INDEX_COUNT,
                source,
                entries + " entries for " + blocks + " blocks",
                index.entries() + " entries, and a record of " + shard.blocks() + " blocks"));
  }
}
