package io.dagstore.distribution.runtime;

import io.dagstore.distribution.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a node is made of.
 *
 * @param directory the node's own, made where it is not there
 * @param name of the node, carried by the names of its threads
 * @param environment variables that go before its configuration file
 * @param clock the node's clock
 * @param random where its secrets come from
 * @param plugins that are there from the start, ours among them
 */
public record NodeSetup(
    Path directory,
    String name,
    Map<String, String> environment,
    InstantSource clock,
    RandomGenerator random,
    List<Plugin> plugins) {
  /** Makes the directory absolute and keeps its own copies. */
  public NodeSetup {
    directory = directory.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    plugins = List.copyOf(plugins);
  }

  /** A node in this directory, with the system's clock and randomness, without any plug-in. */
  public static NodeSetup of(Path directory) {
    var path = directory.toAbsolutePath().normalize();
    return new NodeSetup(
        path,
        String.valueOf(path.getFileName()),
        Map.of(),
        InstantSource.system(),
        new SecureRandom(),
        List.of());
  }

  /** The same with this environment. */
  public NodeSetup environment(Map<String, String> variables) {
    return new NodeSetup(directory, name, variables, clock, random, plugins);
  }

  /**
   * The same with this name, clock and randomness: for tests, and for many nodes of one process.
   */
  public NodeSetup named(String newName, InstantSource newClock, RandomGenerator newRandom) {
    return new NodeSetup(directory, newName, environment, newClock, newRandom, plugins);
  }

  /** The same with these plug-ins. */
  public NodeSetup plugins(List<Plugin> newPlugins) {
    return new NodeSetup(directory, name, environment, clock, random, newPlugins);
  }
}
