package io.dagstore.core.api;

import java.net.URI;
import java.util.Optional;

/**
 * What is known of a shard at one moment.
 *
 * @param key its name
 * @param state where it stands
 * @param mount where its bytes come from
 * @param lazy whether it was registered to be indexed at its first use
 * @param blocks sections in the CAR, 0 until it is indexed
 * @param bytes size of the CAR file, 0 until it is indexed
 * @param error why it is {@link ShardState#ERRORED} or {@link ShardState#UNAVAILABLE}
 */
public record ShardInfo(
    ShardKey key,
    ShardState state,
    URI mount,
    boolean lazy,
    long blocks,
    long bytes,
    Optional<String> error) {}
