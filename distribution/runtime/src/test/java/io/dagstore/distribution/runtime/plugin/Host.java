package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.journal.memory.MemoryJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plug-ins with all they need but a node. */
final class Host implements AutoCloseable {
  static final Map<String, String> HASTY = Map.of("DAGSTORE_PLUGINS_CALL_TIMEOUT", "2s");

  final MemoryJournal journal = new MemoryJournal();
  final Registries registries = Registries.empty();
  final Plugins plugins;

  Host(Path folder, Map<String, String> environment) throws IOException {
    var config = NodeConfig.read(folder, environment);
    var host = new PluginHost(name(folder), folder, config, new FakeTime(), journal);
    plugins = new Plugins(host, registries, _ -> {});
  }

  /** The name of the host in this folder, which its threads carry. */
  static String name(Path folder) {
    return "host-" + folder.getFileName();
  }

  /** A stranger's plug-in with one mount provider. */
  static Plugin mounts(String name, Class<?> type) {
    return stranger(name, MountProvider.class, type);
  }

  static Plugin stranger(String name, Class<?> point, Class<?> type) {
    return new Plugin(
        name, "1.2.3", Optional.of(name + ".jar"), false, Map.of(point, List.of(type)));
  }

  /** What the journal has of this kind, in its order. */
  List<Map<String, Object>> told(String what) {
    return journal.events().stream()
        .map(JournalEvent::data)
        .filter(data -> what.equals(data.get("what")))
        .toList();
  }

  @Override
  public void close() {
    plugins.close();
  }
}
