package io.dagstore.index.segments;

import io.dagstore.core.api.index.Hits;
import java.util.Arrays;

/** What a lookup of many keys has found, kept until it is sure that it need not look again. */
final class FoundHits {
  private static final int LEAST = 64;

  /** Position and shard in turn. */
  private int[] found = new int[LEAST];

  private int count;

  void add(int position, Candidates candidates) {
    int shards = candidates.order();
    for (int i = 0; i < shards; i++) {
      add(position, candidates.at(i));
    }
  }

  private void add(int position, int shard) {
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count] = position;
    found[count + 1] = shard;
    count += 2;
  }

  void handOn(Hits hits) {
    for (int i = 0; i < count; i += 2) {
      hits.hit(found[i], found[i + 1]);
    }
  }
}
