package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.it.examples.BlockListIndexer;
import io.dagstore.distribution.it.examples.FailedShards;
import io.dagstore.distribution.it.examples.MemoryIndices;
import io.dagstore.distribution.it.examples.PlainTextJournals;
import io.dagstore.distribution.runtime.Node;
import io.dagstore.distribution.runtime.NodeSetup;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/plugins.md}, run in a node. */
final class PluginExamplesTest {
  private static final SampleCar CAR = SampleCar.small(20, 1);

  @TempDir private Path folder;

  private Node node(String settings) throws IOException {
    Files.writeString(folder.resolve("dagstore.toml"), settings);
    // A plug-in's package is open to its maker in a bundle; here its module says so.
    getClass().getModule().addExports(FailedShards.class.getPackageName(), Node.class.getModule());
    var examples =
        new Plugin(
            "examples",
            "1.0.0",
            Optional.of("examples.jar"),
            false,
            Map.of(
                StoreListener.class, List.of(FailedShards.class),
                ShardIndexer.class, List.of(BlockListIndexer.class),
                JournalProvider.class, List.of(PlainTextJournals.class),
                InvertedIndexProvider.class, List.of(MemoryIndices.class)));
    var plugins = new ArrayList<>(Plugin.ofServiceLoader(getClass().getClassLoader()));
    plugins.add(examples);
    return Node.start(NodeSetup.of(folder).plugins(plugins));
  }

  @Test
  void aListenerHearsOfWhatFails() throws Exception {
    var bad = Files.writeString(folder.resolve("bad.car"), "this is no CAR");
    try (var node = node("")) {
      assertThatThrownBy(() -> node.store().register(ShardKey.of("bad"), bad.toUri()))
          .hasMessageContaining("bad");
    }

    assertThat(folder.resolve("failed-shards.txt")).hasContent("bad\n");
  }

  @Test
  void aJournalOfAnotherKindTakesEventsDown() throws Exception {
    try (var node = node("[journal]\nkind = \"plain\"\n")) {
      node.store().register(ShardKey.of("a"), CAR.writeTo(folder.resolve("a.car")).toUri());
    }

    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.endsWith("journal.txt")))
          .singleElement()
          .satisfies(file -> assertThat(file).content().contains("dagstore:registered"));
    }
  }

  @Test
  void anInvertedIndexOfAnotherKindIsMadeAgainAtEachStart() throws Exception {
    var settings = "[index]\ninverted = \"memory\"\n";
    try (var node = node(settings)) {
      node.store().register(ShardKey.of("a"), CAR.writeTo(folder.resolve("a.car")).toUri());
    }
    try (var node = node(settings)) {
      assertThat(node.store().find(CAR.root())).containsExactly(ShardKey.of("a"));
    }
  }

  @Test
  void aPieceThatIsNoCarIsRead() throws Exception {
    var piece = folder.resolve("piece.blocks");
    try (var out = new DataOutputStream(Files.newOutputStream(piece))) {
      out.write("BLOCKS".getBytes(US_ASCII));
      for (int i = 0; i < 20; i++) {
        var block = CAR.block(i);
        var cid = block.cid().toBytes();
        out.writeInt(1 + cid.length + block.size());
        out.write(cid.length);
        out.write(cid);
        out.write(block.data());
      }
    }
    try (var node = node("")) {
      node.store().register(ShardKey.of("piece"), piece.toUri());

      assertThat(node.store().get(CAR.block(7).cid())).contains(CAR.block(7));
    }
  }

  @Test
  void thePageShowsWhatIsTestedHere() throws IOException {
    var root = ByteCode.house().root();
    var page = Files.readString(root.resolve("docs/plugins.md"));
    var shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results();
    var sources = sources(root);

    assertThat(shown.map(block -> block.group(1)))
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
  }

  private static List<String> sources(Path root) throws IOException {
    var examples = "src/test/java/io/dagstore/distribution/it/examples";
    var stranger = "stranger/src/main/java/plugins/gzmount";
    var sources = new ArrayList<String>();
    for (var folder : List.of(examples, stranger)) {
      try (Stream<Path> files = Files.list(root.resolve("distribution/it").resolve(folder))) {
        for (var file : files.toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }
}
