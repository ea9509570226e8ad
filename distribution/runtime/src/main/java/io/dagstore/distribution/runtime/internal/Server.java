package io.dagstore.distribution.runtime.internal;

import java.net.URI;
import java.util.Optional;

/**
 * A node's server.
 *
 * @param url where it answers; empty: it does not listen
 */
public record Server(Optional<URI> url) {}
