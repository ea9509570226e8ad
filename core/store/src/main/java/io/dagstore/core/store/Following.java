package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a store that another process writes up with it: the records follow by themselves, and so
 * does an index of an engine for several processes; this looks now and then whether another index
 * was put in its place. Thread-safe.
 */
final class Following {
  /** How old the last look may be. */
  private static final Duration FRESH = Duration.ofMillis(100);

  private final IndexFolders folders;
  private final Records records;
  private final ReentrantLock lock = new ReentrantLock();
  private final ServingIndex serving;
  private volatile IndexPlace place;
  private final InstantSource clock;
  private volatile Instant looked;

  private Following(StoreConfig config, Records records) throws IOException {
    this.clock = config.clock;
    this.looked = clock.instant();
    this.records = records;
    this.folders = new IndexFolders(config, records);
    this.place = records.places(IndexPlaces::whole);
    this.serving = new ServingIndex(open());
  }

  /** Begins with what counts now, where the store follows; who opens closes the index. */
  static Optional<Following> begin(StoreConfig config, Records records) throws IOException {
    return config.follows ? Optional.of(new Following(config, records)) : Optional.empty();
  }

  ServingIndex serving() {
    return serving;
  }

  private InvertedIndex open() throws IOException {
    var opened = folders.open(OpenMode.READ_ONLY);
    if (opened.follows()) {
      return opened;
    }
    try (opened) {
      var refused = records.places(IndexPlaces::whole);
      throw new IOException(
          "inverted index %s: expected an engine that shows what another process writes, got '%s';"
                  .formatted(folders.path(refused), refused.engine())
              + " 'dagstore rebuild-index --engine chronicle' makes one");
    }
  }

  /** Looks, unless somebody did a moment ago. */
  void look() throws IOException {
    if (isFresh()) {
      return;
    }
    lock.lock();
    try {
      if (!isFresh()) {
        follow();
        looked = clock.instant();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A clock that was set back makes the last look an old one. */
  private boolean isFresh() {
    var age = Duration.between(looked, clock.instant());
    return !age.isNegative() && age.compareTo(FRESH) < 0;
  }

  private void follow() throws IOException {
    var now = records.places(IndexPlaces::whole);
    if (!now.equals(place)) {
      var before = serving.replace(open());
      place = now;
      before.close();
    }
  }
}
