package io.dagstore.distribution.runtime;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What a node is made of.
 *
 * @param directory the node's own, made where it is not there
 * @param name of the node, carried by the names of its threads
 * @param environment variables that go before its configuration file
 * @param clock the node's clock
 * @param random where its secrets come from
 * @param threads makes the threads that work for it, virtual ones best
 * @param journal goes before the one that the configuration names; closed by who gave it
 * @param plugins that are there from the start, ours among them
 * @param readOnly whether another process writes the repository: this one writes nothing in it
 */
public record NodeSetup(
    Path directory,
    String name,
    Map<String, String> environment,
    InstantSource clock,
    RandomGenerator random,
    ThreadFactory threads,
    Optional<Journal> journal,
    List<Plugin> plugins,
    boolean readOnly) {
  /** Makes the directory absolute and keeps its own copies. */
  public NodeSetup {
    directory = directory.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    plugins = List.copyOf(plugins);
  }

  /**
   * A node in this directory and named after it, with the system's clock and randomness, without
   * any plug-in.
   */
  public static NodeSetup of(Path directory) {
    var name = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    return new NodeSetup(
        directory,
        name,
        Map.of(),
        InstantSource.system(),
        new SecureRandom(),
        Thread.ofVirtual().name(name + "-", 0).factory(),
        Optional.empty(),
        List.of(),
        false);
  }

  /** The same with this environment. */
  public NodeSetup environment(Map<String, String> variables) {
    return new NodeSetup(
        directory, name, variables, clock, random, threads, journal, plugins, readOnly);
  }

  /** The same with this name, and threads that carry it. */
  public NodeSetup named(String newName, ThreadFactory newThreads) {
    return new NodeSetup(
        directory, newName, environment, clock, random, newThreads, journal, plugins, readOnly);
  }

  /** The same with this clock and randomness. */
  public NodeSetup by(InstantSource newClock, RandomGenerator newRandom) {
    return new NodeSetup(
        directory, name, environment, newClock, newRandom, threads, journal, plugins, readOnly);
  }

  /** The same with this journal, whatever the configuration names. */
  public NodeSetup journal(Journal newJournal) {
    return new NodeSetup(
        directory,
        name,
        environment,
        clock,
        random,
        threads,
        Optional.of(newJournal),
        plugins,
        readOnly);
  }

  /** The same with these plug-ins. */
  public NodeSetup plugins(List<Plugin> newPlugins) {
    return new NodeSetup(
        directory, name, environment, clock, random, threads, journal, newPlugins, readOnly);
  }

  /** The same beside a process that writes the repository, which this one only reads. */
  public NodeSetup reading() {
    return new NodeSetup(
        directory, name, environment, clock, random, threads, journal, plugins, true);
  }
}
