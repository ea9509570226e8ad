package io.dagstore.core.store;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** What the walks of a store share. */
record Parts(
    Records records,
    ShardMounts mounts,
    ShardIndexRepository shardIndices,
    ServingIndex inverted,
    MultihashKey keys,
    StoreListener events,
    ShardIndexers indexers,
    Transients transients,
    Suspects suspects,
    RetryPlan retries,
    Steps steps) {
  static final String SHARD_INDICES = "index";
  static final String INVERTED = "inverted";

  /** Removes an index that is damaged, so that it can be made again. */
  static void discard(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The shard index of this shard, wherever it is kept; empty: it is lost. */
  Optional<ShardIndex> openIndex(ShardRecord shard) throws IOException {
    return records.openIndex(shard, shardIndices);
  }
}
