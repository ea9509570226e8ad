package io.dagstore.index.segments;

import io.dagstore.core.api.index.Pairs;
import io.dagstore.core.files.Closer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * All pairs of one snapshot. Segments are mapped anew for it, so that they stay readable when they
 * are merged away meanwhile.
 */
final class AllPairs {
  private AllPairs() {}

  /**
   * The walks over a snapshot, whose segments {@code closer} closes.
   *
   * @throws NoSuchFileException if a segment was merged away since the snapshot was taken
   */
  static List<Postings> open(SegmentFolder folder, Snapshot snapshot, Closer closer)
      throws IOException {
    long version = snapshot.version();
    var walks = new ArrayList<Postings>();
    for (Live live : snapshot.segments()) {
      var file = folder.segment(live.number());
      var segment = closer.register(Segment.open(file, live.number()));
      walks.add(new SegmentWalk(segment, live.removals().at(version)));
    }
    walks.add(new RecentPostings(snapshot.recent(), snapshot.known(), version).walk());
    Recent sealed = snapshot.sealed();
    if (sealed != null) {
      walks.add(new RecentPostings(sealed, sealed.shardCount(), version).walk());
    }
    return walks;
  }

  /** Hands on the pairs of walks, one after the other. */
  static void handOn(List<Postings> walks, Pairs pairs) throws IOException {
    for (Postings walk : walks) {
      while (walk.next()) {
        pairs.pair(walk.key(), walk.shard());
      }
    }
  }
}
