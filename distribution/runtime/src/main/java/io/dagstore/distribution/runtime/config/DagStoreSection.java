package io.dagstore.distribution.runtime.config;

import java.time.Duration;

/**
 * The keys that Lotus has under the same names.
 *
 * @param rootDir where the store's files lie, below the node's directory if it is relative; empty:
 *     there
 * @param maxConcurrentIndex shards indexed at once, 0: no limit
 * @param maxConcurrentReadyFetches openings at once, and copies at once, of mounts that are ready,
 *     0: no limit
 * @param maxConcurrentUnseals openings and copies at once of mounts that are not ready, 0: no limit
 * @param maxConcurrencyStorageCalls calls to mounts in flight, 0: no limit
 * @param gcInterval from one collection of garbage to the next, 0: never
 */
public record DagStoreSection(
    String rootDir,
    int maxConcurrentIndex,
    int maxConcurrentReadyFetches,
    int maxConcurrentUnseals,
    int maxConcurrencyStorageCalls,
    Duration gcInterval) {
  static DagStoreSection of(Section in) {
    return new DagStoreSection(
        in.text(
            "RootDir",
            "Folder of the store's files; a relative one lies below the repository, an empty one is the repository itself.",
            "a path without NUL",
            "",
            path -> path.indexOf(0) < 0),
        in.integer(
            "MaxConcurrentIndex", "Shards indexed at once; 0: no limit.", 5, 0, Section.MANY),
        in.integer(
            "MaxConcurrentReadyFetches",
            "Mounts that are ready, opened at once, and copied at once; 0: no limit.",
            0,
            0,
            Section.MANY),
        in.integer(
            "MaxConcurrentUnseals",
            "Mounts that are not ready (sealed, frozen), opened or copied at once; 0: no limit.",
            5,
            0,
            Section.MANY),
        in.integer(
            "MaxConcurrencyStorageCalls",
            "Calls to mounts (stat, open, stream) in flight; 0: no limit.",
            100,
            0,
            Section.MANY),
        in.durationOrOff(
            "GCInterval",
            "From one collection of garbage to the next, by the node's clock.",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Section.YEAR));
  }
}
