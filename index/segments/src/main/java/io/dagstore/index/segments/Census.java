package io.dagstore.index.segments;

import java.io.IOException;

/**
 * What a segment will hold.
 *
 * @param entries entries in its lines
 * @param lists keys that have a list
 * @param listed shards in all lists together
 */
record Census(long entries, long lists, long listed) {
  /** Counts what a walk gives. */
  static Census of(Pairs pairs) throws IOException {
    long entries = 0;
    long lists = 0;
    long listed = 0;
    Groups groups = new Groups(pairs);
    while (groups.next()) {
      entries += groups.isList() ? 1 : groups.size();
      lists += groups.isList() ? 1 : 0;
      listed += groups.isList() ? groups.size() : 0;
    }
    return new Census(entries, lists, listed);
  }
}
