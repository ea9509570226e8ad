package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndexRepository;
import java.util.Optional;

/**
 * A store that is examined.
 *
 * @param maps its records
 * @param mounts where its shards come from
 * @param shardIndices its shard indices
 * @param inverted its inverted index; empty: there is no sound one to look at
 * @param keys makes the keys of both
 * @param mender makes again what is lost; empty: nothing is to be written
 */
record Subject(
    RecordMaps maps,
    ShardMounts mounts,
    ShardIndexRepository shardIndices,
    Optional<InvertedIndex> inverted,
    MultihashKey keys,
    Optional<Mender> mender) {}
