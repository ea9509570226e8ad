package io.dagstore.distribution.rpc;

import java.time.Instant;
import java.util.Optional;

/**
 * A node as a process: what {@code dagstore status} shows beside the figures of its store.
 *
 * @param version version of the program
 * @param directory absolute path of its repo
 * @param pid process id
 * @param started when it started, by its own clock
 * @param now its clock's time
 * @param api URL at which it answers, empty where it does not listen
 */
public record NodeStatus(
    String version,
    String directory,
    long pid,
    Instant started,
    Instant now,
    Optional<String> api) {}
