package io.dagstore.core.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.SFChunk;

/** How much of a file's chunks is alive, and which of them are worth to be moved. */
final class Density {
  private final Collection<SFChunk> chunks;

  /** That of these chunks, which may change meanwhile. */
  Density(Collection<SFChunk> chunks) {
    this.chunks = chunks;
  }

  /**
   * Bytes of pages that are dead among others that are alive. A chunk that is dead as a whole does
   * not count: it is free, though it is let go a commit later.
   */
  long dead() {
    return inUse().mapToLong(chunk -> chunk.maxLen - chunk.maxLenLive).sum();
  }

  /** How many percent are alive of all pages that are not in chunks that are dead as a whole. */
  int alive() {
    long all = inUse().mapToLong(chunk -> chunk.maxLen).sum();
    return all == 0 ? 100 : (int) (100 * (all - dead()) / all);
  }

  /** How many percent of a file of so many bytes are in chunks that are not dead as a whole. */
  int used(long bytes) {
    long blocks = inUse().mapToLong(chunk -> chunk.len).sum();
    return (int) (100 * blocks * LockedFile.BLOCK / bytes);
  }

  private Stream<SFChunk> inUse() {
    return chunks.stream().filter(chunk -> chunk.maxLenLive > 0);
  }

  /**
   * The emptiest chunks, of so many bytes together. The emptiest one is among them however large it
   * is: it is no more than what was written at once, and would never be moved else.
   *
   * @param percent those of which less is alive
   * @param before those of an earlier version
   */
  List<SFChunk> emptiest(long most, int percent, long before) {
    var emptiest = new ArrayList<SFChunk>();
    long bytes = 0;
    for (var chunk : byAlive(percent, before)) {
      bytes += chunk.maxLenLive;
      if (bytes > most && !emptiest.isEmpty()) {
        break;
      }
      emptiest.add(chunk);
    }
    return emptiest;
  }

  private List<SFChunk> byAlive(int percent, long before) {
    return inUse()
        .filter(chunk -> chunk.version < before && alive(chunk) < percent / 100.0)
        .sorted(Comparator.comparingDouble(Density::alive))
        .toList();
  }

  private static double alive(SFChunk chunk) {
    return (double) chunk.maxLenLive / chunk.maxLen;
  }

  /** Blocks of the largest chunk. */
  int largest() {
    return chunks.stream().mapToInt(chunk -> chunk.len).max().orElse(0);
  }

  /** The first block behind the header that is in no chunk. */
  long firstHole() {
    long end = LockedFile.HEADER_BYTES / LockedFile.BLOCK;
    for (var chunk : chunks.stream().sorted(Comparator.comparingLong(c -> c.block)).toList()) {
      if (chunk.block > end) {
        break;
      }
      end = chunk.block + chunk.len;
    }
    return end;
  }
}
