package io.dagstore.core.api.plugin;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a node hands to each plug-in that it makes: a plug-in's class has a public constructor that
 * takes this, or one that takes nothing. Every node makes its own instance.
 *
 * @param directory the node's own folder
 * @param settings the plug-in's section of the node's configuration, as text
 * @param clock the node's clock
 */
public record PluginContext(Path directory, Map<String, String> settings, InstantSource clock) {
  /** Keeps its own copy of the settings. */
  public PluginContext {
    settings = Map.copyOf(settings);
  }
}
