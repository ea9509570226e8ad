package io.dagstore.distribution.rpc;

/** How a mount is registered. */
record RegisterFlags(boolean lazy) {}
