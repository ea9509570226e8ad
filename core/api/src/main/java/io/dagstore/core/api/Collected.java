package io.dagstore.core.api;

import java.util.Optional;

/**
 * Something that no shard owned and that {@link Catalogue#gc} met.
 *
 * @param key the shard it was of; where its name tells only a part of the key, that part
 * @param error why it could not be removed; empty: it is gone
 */
public record Collected(ShardKey key, Optional<String> error) {}
