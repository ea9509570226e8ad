package io.dagstore.distribution.rpc;

/** How many shards are indexed at once (0: no limit), and which. */
record BulkFlags(int maxConcurrency, boolean includeSealed) {}
