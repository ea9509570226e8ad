package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What a node is given from outside.
 *
 * @param directory its own
 * @param name carried by its threads
 * @param config what it was told
 * @param clock its clock
 * @param random where its secrets come from
 * @param threads makes the threads that work for it
 * @param journal goes before the one that the configuration names
 * @param plugins there from the start
 * @param readOnly whether another process writes the repository
 * @param shutdown asks it to end, and returns at once
 */
public record Given(
    Path directory,
    String name,
    NodeConfig config,
    InstantSource clock,
    RandomGenerator random,
    ThreadFactory threads,
    Optional<Journal> journal,
    List<Plugin> plugins,
    boolean readOnly,
    Runnable shutdown) {}
