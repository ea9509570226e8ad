package io.dagstore.core.api.index;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The shard indexers at hand. They may come and go while a store is open. Thread-safe. */
public final class ShardIndexers {
  private static final Logger LOG = System.getLogger(ShardIndexers.class.getName());

  private final List<ShardIndexer> indexers;

  private ShardIndexers(List<ShardIndexer> indexers) {
    this.indexers = new CopyOnWriteArrayList<>(indexers);
  }

  /** These indexers, which are asked in their order. */
  public static ShardIndexers of(ShardIndexer... indexers) {
    return new ShardIndexers(List.of(indexers));
  }

  /** Takes in an indexer, which is asked behind those that are here. */
  public void add(ShardIndexer indexer) {
    indexers.add(indexer);
  }

  /** Lets an indexer go; shards that it has indexed stay as they are. */
  public void remove(ShardIndexer indexer) {
    indexers.remove(indexer);
  }

  /**
   * The first indexer that recognises the source, or empty: it is to be taken for a CAR. One that
   * fails is logged and passed over, so that it harms no source that is not of its kind.
   */
  public Optional<ShardIndexer> recognising(Source source) {
    return indexers.stream().filter(indexer -> recognises(indexer, source)).findFirst();
  }

  private static boolean recognises(ShardIndexer indexer, Source source) {
    try {
      return indexer.recognises(source);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING, indexer.getClass().getName() + " failed at " + source.name() + ": " + e);
      return false;
    }
  }
}
