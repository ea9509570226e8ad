package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import java.io.IOException;
import java.util.Optional;

/**
 * A store that is examined.
 *
 * @param records its records
 * @param mounts where its shards come from
 * @param shardIndices its shard indices
 * @param inverted its inverted index; empty: there is no sound one to look at
 * @param keys makes the keys of both
 * @param transients opens the sources of its shards
 * @param mender makes again what is lost; empty: nothing is to be written
 */
record Subject(
    Records records,
    ShardMounts mounts,
    ShardIndexRepository shardIndices,
    Optional<InvertedIndex> inverted,
    MultihashKey keys,
    Transients transients,
    Optional<Mender> mender) {

  RecordMaps maps() {
    return records.maps();
  }

  Optional<ShardIndex> openIndex(ShardRecord shard) throws IOException {
    return records.openIndex(shard, shardIndices);
  }
}
