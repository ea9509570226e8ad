package io.dagstore.distribution.gostore.leveldb;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What holds: of several cursors together the newest entry of each key that is not deleted. */
final class Merged {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>((a, b) -> Entry.compare(a.entry, b.entry));
  private @Nullable Entry last;

  private record Head(Entry entry, Cursor cursor) {}

  Merged(List<Cursor> cursors) throws IOException {
    for (var cursor : cursors) {
      advance(cursor);
    }
  }

  /** The next entry, or null behind the last one. */
  @Nullable Entry next() throws IOException {
    for (var head = heads.poll(); head != null; head = heads.poll()) {
      advance(head.cursor);
      var entry = head.entry;
      boolean older = last != null && Arrays.equals(last.key(), entry.key());
      last = entry;
      if (!older && !entry.deleted()) {
        return entry;
      }
    }
    return null;
  }

  private void advance(Cursor cursor) throws IOException {
    var entry = cursor.next();
    if (entry != null) {
      heads.add(new Head(entry, cursor));
    }
  }
}
