package io.dagstore.distribution.rpc;

/**
 * How far the making of an inverted index has come.
 *
 * @param done shards that are in it
 * @param total shards that there are
 */
public record RebuildProgress(long done, long total) {}
