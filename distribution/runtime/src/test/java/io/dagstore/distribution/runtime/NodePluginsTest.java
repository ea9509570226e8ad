package io.dagstore.distribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.plugin.OddIndices;
import io.dagstore.distribution.runtime.plugin.OddJournals;
import io.dagstore.distribution.runtime.plugin.Plugin;
import io.dagstore.distribution.runtime.plugin.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node over an index and a journal that a stranger's plug-in brings. */
@Timeout(60)
final class NodePluginsTest {
  private static final SampleCar CAR = SampleCar.small(20, 1);
  private static final ShardKey KEY = ShardKey.of("a");
  private static final Plugin PLUGIN =
      new Plugin(
          "org.odd",
          "1",
          Optional.of("odd.jar"),
          false,
          Map.of(
              InvertedIndexProvider.class,
              List.of(OddIndices.class),
              JournalProvider.class,
              List.of(OddJournals.class)));

  @TempDir private Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("repo")).resolve("dagstore.toml"),
        """
        [index]
        inverted = "odd"
        [journal]
        kind = "odd"
        """);
  }

  @Test
  void whenTheirPlugInGoesReadsByCidFailUntilTheNodeStartsAgainAndNothingIsLost() throws Exception {
    try (var node = start()) {
      node.store().register(KEY, CAR.writeTo(folder.resolve("a.car")).toUri());
      assertThat(node.store().get(CAR.root())).isPresent();
      assertThat(events(node)).contains("registered");

      node.plugins().remove(PLUGIN);

      assertThat(folder.resolve("repo/inverted/closed")).exists();
      assertThat(folder.resolve("repo/journal/closed")).exists();
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> node.store().find(CAR.root()))
          .satisfies(e -> assertThat(e.bundle()).isEqualTo("org.odd"));
      try (var accessor = node.store().acquire(KEY)) {
        assertThat(accessor.blockstore().get(CAR.root())).isPresent();
      }
    }
    Files.delete(folder.resolve("repo/inverted/closed"));
    Files.delete(folder.resolve("repo/journal/closed"));
    try (var node = start()) {
      assertThat(node.store().get(CAR.root())).contains(CAR.block(0));
    }
  }

  private Node start() throws IOException {
    var plugins = new ArrayList<>(Plugin.ofServiceLoader(NodePluginsTest.class.getClassLoader()));
    plugins.add(PLUGIN);
    return Node.start(
        NodeSetup.of(folder.resolve("repo"))
            .environment(Map.of("DAGSTORE_RPC_LISTEN", ""))
            .plugins(plugins));
  }

  private static List<String> events(Node node) throws Exception {
    var events = new ArrayList<String>();
    node.journal().read(JournalQuery.ALL, event -> events.add(event.event()));
    return events;
  }
}
