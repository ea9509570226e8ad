package io.dagstore.core.store;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardIndexers;

/** What the walks of a store share. */
record Parts(
    Records records,
    ShardMounts mounts,
    ShardIndexRepository shardIndices,
    InvertedIndex inverted,
    MultihashKey keys,
    StoreListener events,
    ShardIndexers indexers,
    Steps steps) {}
