package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.mount.MountRegistry;

/** What the walks of a store share. */
record Parts(
    Records records,
    MountRegistry mounts,
    ShardIndexRepository shardIndices,
    InvertedIndex inverted,
    MultihashKey keys,
    Events events,
    Steps steps) {}
