package io.dagstore.distribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.config.ConfigException;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeTest {
  private static final SampleCar CAR = SampleCar.small(20, 1);

  @TempDir private Path folder;

  @Test
  void aShardIsRegisteredReadAndStillThereAtTheNextStart() throws Exception {
    var car = CAR.writeTo(folder.resolve("a.car"));

    try (var node = Node.start(setup())) {
      node.store().register(ShardKey.of("a"), car.toUri());
      assertThat(node.store().get(CAR.root())).contains(CAR.block(0));
    }
    try (var node = Node.start(setup())) {
      assertThat(node.store().get(CAR.root())).contains(CAR.block(0));
    }
  }

  @Test
  void whatHappenedIsInItsJournal() throws Exception {
    var car = CAR.writeTo(folder.resolve("a.car"));

    try (var node = Node.start(setup())) {
      node.store().register(ShardKey.of("a"), car.toUri());

      assertThat(events(node))
          .extracting(event -> event.system() + ":" + event.event())
          .contains("dagstore:plugin", "dagstore:registered", "dagstore:shard_state");
    }
  }

  @Test
  void aSecondNodeOfTheDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
    try (var node = Node.start(setup())) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> Node.start(setup()))
            .isInstanceOf(DagStoreException.StoreBusy.class)
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
      assertThat(node.store().list(ShardQuery.FIRST)).isEmpty();
    }
    Node.start(setup()).close();
  }

  @Test
  void closingTwiceIsClosingOnceAndLeavesNoLock() throws Exception {
    var node = Node.start(setup());

    node.close();
    node.close();
    node.awaitEnd();

    assertThat(node.directory().resolve("repo.lock")).doesNotExist();
    assertThatThrownBy(() -> node.store().stat()).isInstanceOf(DagStoreException.StoreClosed.class);
  }

  @Test
  void aStoreThatItsUserClosedIsNoReasonForTheNodeNotToEndCleanly() throws Exception {
    var node = Node.start(setup());

    node.store().close();
    node.close();

    assertThat(node.directory().resolve("repo.lock")).doesNotExist();
  }

  @Test
  void anInterruptedStartLeavesNothingBehind() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Node.start(setup())).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve("repo/repo.lock")).doesNotExist();
  }

  @Test
  void aWrongConfigurationLeavesNothingBehind() throws IOException {
    var repo = Files.createDirectories(folder.resolve("repo"));
    Files.writeString(repo.resolve("dagstore.toml"), "[journal]\nkind = \"paper\"\n");

    assertThatThrownBy(() -> Node.start(setup()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dagstore.toml:2: [journal] kind")
        .hasMessageContaining("[file, memory]");
    assertThat(repo.resolve("repo.lock")).doesNotExist();
  }

  private NodeSetup setup() {
    return NodeSetup.of(folder.resolve("repo"))
        .environment(Map.of("DAGSTORE_RPC_LISTEN", ""))
        .plugins(Plugin.ofServiceLoader(NodeTest.class.getClassLoader()));
  }

  private static List<JournalEvent> events(Node node) throws Exception {
    var events = new ArrayList<JournalEvent>();
    node.journal().read(JournalQuery.ALL, events::add);
    return events;
  }
}
