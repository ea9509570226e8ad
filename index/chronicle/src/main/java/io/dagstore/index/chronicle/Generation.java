package io.dagstore.index.chronicle;

import io.dagstore.core.api.index.InvertedIndexStat;
import io.dagstore.index.chronicle.ShardTable.Field;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A map of pairs and the table of the shards that count, both shared with other processes. When it
 * is full, or holds too much that no longer counts, or a killed process left a lock in it, the next
 * generation takes its place. Thread-safe; whoever uses it is inside its gate.
 */
final class Generation implements AutoCloseable {
  private final long number;
  private final PairMap pairs;
  private final ShardTable shards;
  private final Gate gate = new Gate(this::unmap);

  private Generation(long number, PairMap pairs, ShardTable shards) {
    this.number = number;
    this.pairs = pairs;
    this.shards = shards;
  }

  /** An empty one with room for so many pairs; in no manifest yet. */
  static Generation create(IndexFolder folder, long number, long capacity) throws IOException {
    folder.delete(number);
    var table = ShardTable.create(folder.shards(number), JvmFlags.boot());
    try {
      table.set(Field.CAPACITY, capacity);
      return new Generation(number, PairMap.open(folder.pairs(number), capacity), table);
    } catch (IOException | RuntimeException | Error e) {
      try (table) {
        throw e;
      }
    }
  }

  /**
   * Opens one that the manifest names.
   *
   * @throws NoSuchFileException if another has taken its place meanwhile
   */
  static Generation open(IndexFolder folder, long number) throws IOException {
    var table = ShardTable.open(folder.shards(number));
    try {
      if (!Files.exists(folder.pairs(number)) || table.get(Field.SUPERSEDED) != 0) {
        throw new NoSuchFileException(folder.pairs(number).toString());
      }
      return new Generation(number, PairMap.open(folder.pairs(number), 1), table);
    } catch (IOException | RuntimeException | Error e) {
      try (table) {
        throw e;
      }
    }
  }

  long number() {
    return number;
  }

  PairMap pairs() {
    return pairs;
  }

  ShardTable shards() {
    return shards;
  }

  /** Pairs that it was made for; a few times as many go in, then slower. */
  long capacity() {
    return shards.get(Field.CAPACITY);
  }

  Gate gate() {
    return gate;
  }

  boolean isSuperseded() {
    return shards.get(Field.SUPERSEDED) != 0;
  }

  InvertedIndexStat stat(IndexFolder folder) throws IOException {
    long counting = shards.get(Field.COUNTING);
    return new InvertedIndexStat(
        shards.get(Field.SHARDS),
        counting,
        Files.size(folder.pairs(number)) + shards.get(Field.END) * Integer.BYTES,
        Map.of(
            "generation",
            number,
            "capacity",
            capacity(),
            "dead",
            Math.max(0, shards.get(Field.USED) - counting)));
  }

  /** Makes durable what was put, before a manifest says so. */
  void force(IndexFolder folder) throws IOException {
    force(folder.pairs(number));
    force(folder.shards(number));
  }

  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Unmaps it as soon as nobody is inside. */
  @Override
  public void close() {
    gate.end();
  }

  private void unmap() {
    try (shards) {
      pairs.close();
    }
  }
}
