package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.distribution.runtime.config.NodeConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * What a node has for its plug-ins.
 *
 * @param node its name, carried by the threads on which strangers are called
 * @param directory its own directory
 * @param config what it was told
 * @param clock its clock
 * @param journal takes down what becomes of plug-ins
 */
public record PluginHost(
    String node, Path directory, NodeConfig config, InstantSource clock, Journal journal) {
  PluginContext context(Plugin plugin) {
    var settings = config.pluginSettings().getOrDefault(plugin.name(), Map.of());
    return new PluginContext(directory, settings, clock);
  }

  PluginLog log(Plugin plugin) {
    return new PluginLog(plugin, journal, clock);
  }

  /**
   * Platform threads, since one that spins would keep a virtual thread's carrier from the whole
   * process.
   */
  PluginCalls calls(Plugin plugin) {
    var loader = plugin.loader();
    var named = Thread.ofPlatform().daemon().name(node + "-plugin-" + plugin.name() + "-", 0);
    var factory = named.factory();
    ThreadFactory threads =
        task -> {
          var thread = factory.newThread(task);
          thread.setContextClassLoader(loader);
          return thread;
        };
    return new PluginCalls(plugin, threads, log(plugin), config.plugins());
  }
}
