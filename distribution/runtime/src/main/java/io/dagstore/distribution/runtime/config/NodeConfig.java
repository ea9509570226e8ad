package io.dagstore.distribution.runtime.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a node is told, one record for each section of {@value #FILE}. Immutable.
 *
 * @param dagStore section {@code [DAGStore]}
 * @param rpc section {@code [rpc]}
 * @param journal section {@code [journal]}
 * @param index section {@code [index]}
 * @param store section {@code [store]}
 * @param plugins section {@code [plugins]}
 * @param pluginSettings by the name of a plug-in, its own section {@code [plugins.NAME]}
 * @param report every key with its value and where that came from
 */
public record NodeConfig(
    DagStoreSection dagStore,
    RpcSection rpc,
    JournalSection journal,
    IndexSection index,
    StoreSection store,
    PluginsSection plugins,
    Map<String, Map<String, String>> pluginSettings,
    ConfigReport report) {
  /** Name of the file in a node's directory. */
  public static final String FILE = "dagstore.toml";

  private static final Set<String> SECTIONS =
      Set.of("DAGStore", "rpc", "journal", "index", "store", "plugins");

  /** Keeps its own copy of the settings. */
  public NodeConfig {
    pluginSettings = Map.copyOf(pluginSettings);
  }

  /** The configuration that nobody wrote. */
  public static NodeConfig standard() {
    return of(TomlFile.of(FILE, ""), Map.of());
  }

  /**
   * Reads the file of a node, if there is one, and the environment, which goes before the file.
   *
   * @param directory the node's
   * @param environment variables; those that are not about a key are not looked at
   * @throws ConfigException if there is an unknown key, or a value that is not allowed
   */
  public static NodeConfig read(Path directory, Map<String, String> environment)
      throws IOException {
    return of(TomlFile.read(directory.resolve(FILE)), environment);
  }

  private static NodeConfig of(TomlFile file, Map<String, String> environment) {
    file.expectOnly(SECTIONS);
    var settings = file.takeTables("plugins");
    var report = new ArrayList<Setting>();
    var reader = new Reader(file, environment, report);
    var config =
        new NodeConfig(
            reader.read("DAGStore", DagStoreSection::of),
            reader.read("rpc", RpcSection::of),
            reader.read("journal", JournalSection::of),
            reader.read("index", IndexSection::of),
            reader.read("store", StoreSection::of),
            reader.read("plugins", PluginsSection::of),
            settings,
            new ConfigReport(report));
    Variables.check(environment.keySet(), config.report());
    return config;
  }

  private record Reader(TomlFile file, Map<String, String> environment, List<Setting> report) {
    <T> T read(String name, Function<Section, T> made) {
      var section = new Section(name, file.section(name), environment, report);
      var record = made.apply(section);
      section.end();
      return record;
    }
  }
}
