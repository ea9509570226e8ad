package io.dagstore.distribution.bench;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.index.segments.SegmentIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An inverted index of made-up shards that is filled as a node fills it. */
final class MadeIndex implements Closeable {
  static final String SEGMENTS = "segments";

  private static final int LOOK_EVERY = 64;

  private final Path folder;
  private final MadeKeys keys;
  private ExecutorService background = Executors.newSingleThreadExecutor();
  private final InvertedIndex index;
  private double anonymous;

  MadeIndex(Path folder, MadeKeys keys, String engine) throws IOException {
    this.folder = folder;
    this.keys = keys;
    this.index =
        engine.equals(SEGMENTS)
            ? SegmentIndex.open(folder, OpenMode.READ_WRITE, task -> background.execute(task))
            : provider(engine).open(folder, OpenMode.READ_WRITE);
  }

  private static InvertedIndexProvider provider(String engine) {
    return ServiceLoader.load(InvertedIndexProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(engine))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("--engine: there is no " + engine));
  }

  InvertedIndex index() {
    return index;
  }

  MadeKeys keys() {
    return keys;
  }

  Path folder() {
    return folder;
  }

  /** Most anonymous memory of the process while shards were added, in MB. */
  double anonymous() {
    return anonymous;
  }

  /** Adds shards, and returns when they are durable and all merging is over. */
  Figures.Span add(int from, int to) throws IOException {
    var clock = new Figures.Clock();
    for (int shard = from; shard < to; shard++) {
      index.add(shard, keys.sorted(shard));
      if (shard % LOOK_EVERY == 0) {
        look();
      }
    }
    settle();
    settle();
    look();
    return clock.stop();
  }

  /** Flushes and waits for what that leads to; a second time it finds the index at rest. */
  private void settle() throws IOException {
    index.flush();
    background.close();
    background = Executors.newSingleThreadExecutor();
  }

  private void look() {
    anonymous = Math.max(anonymous, ProcessStatus.megabytes("RssAnon"));
  }

  @Override
  public void close() throws IOException {
    try (var _ = background) {
      index.close();
    }
  }
}
