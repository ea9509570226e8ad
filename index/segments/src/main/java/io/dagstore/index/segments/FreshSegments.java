package io.dagstore.index.segments;

import io.dagstore.core.files.AtomicFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers of segments that were made since the index was opened and are not yet safe on the disk.
 * Thread-safe.
 */
final class FreshSegments {
  private final SegmentFolder folder;
  private final Set<Long> unnamed = ConcurrentHashMap.newKeySet();
  private final Set<Long> unforced = ConcurrentHashMap.newKeySet();
  private final Set<Long> doubtful = ConcurrentHashMap.newKeySet();

  FreshSegments(SegmentFolder folder) {
    this.folder = folder;
  }

  void add(Live made) {
    unnamed.add(made.number());
    unforced.add(made.number());
  }

  /** Forgets all but these. */
  void retain(List<Live> segments) {
    var numbers = segments.stream().map(Live::number).toList();
    unnamed.retainAll(numbers);
    unforced.retainAll(numbers);
    doubtful.retainAll(numbers);
  }

  /** Tells whether no manifest names a segment, nor one that is being written. */
  boolean isUnnamed(Live segment) {
    return unnamed.contains(segment.number());
  }

  /** Returns those that are to be forced before a manifest may name them; now one may. */
  List<Long> name() {
    unnamed.clear();
    return List.copyOf(unforced);
  }

  /** Tells whether a segment could not be forced, so that what is on the disk is unknown. */
  boolean isDoubtful(Live segment) {
    return doubtful.contains(segment.number());
  }

  /** Makes segments durable. */
  void force(List<Long> numbers) throws IOException {
    for (long number : numbers) {
      force(number);
    }
    if (!numbers.isEmpty()) {
      AtomicFile.forceFolder(folder.path());
    }
  }

  /** A second force may succeed although the bytes are lost: what failed is written anew. */
  private void force(long number) throws IOException {
    if (doubtful.contains(number)) {
      throw new IOException(
          folder.segment(number) + " could not be forced, and is to be written anew first");
    }
    try {
      AtomicFile.force(folder.segment(number));
      unforced.remove(number);
    } catch (IOException e) {
      doubtful.add(number);
      throw e;
    }
  }
}
