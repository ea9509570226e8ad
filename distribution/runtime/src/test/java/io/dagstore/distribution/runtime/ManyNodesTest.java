package io.dagstore.distribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.core.testkit.Seat;
import io.dagstore.core.testkit.TestNetwork;
import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.RemoteNode;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes side by side in one JVM, which never meet. */
@Timeout(180)
final class ManyNodesTest {
  private static final int NODES = 50;
  private static final ShardKey KEY = ShardKey.of("shard");
  private static final List<Plugin> OWN =
      Plugin.ofServiceLoader(ManyNodesTest.class.getClassLoader());

  @Test
  void fiftyNodesAreStartedUsedAndStoppedAtOnceAndLeaveNothing() throws Exception {
    try (var network = TestNetwork.start(NODES, ManyNodesTest::quiet);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uses =
          network.seats().stream()
              .map(seat ->
                  threads.submit(() -> {
                    use(network.node(seat.number()), seat);
                    return seat;
                  }))
              .toList();
      for (var use : uses) {
        use.get();
      }
      for (var seat : network.seats()) {
        assertThat(seat.journal().events())
            .isNotEmpty()
            .allSatisfy(event -> assertThat(event.time()).isEqualTo(seat.time().instant()));
      }
      network.stop(17);
      network.stop(3);
      assertThat(network.node(18).store().get(car(network.seats().get(18)).root())).isPresent();
    }
  }

  @Test
  void threeThatListenHaveTheirOwnPortsTokensAndEnds() throws Exception {
    try (var network = TestNetwork.start(3, ManyNodesTest::listening)) {
      for (var seat : network.seats()) {
        use(network.node(seat.number()), seat);
      }
      assertThat(network.nodes()).extracting(Node::api).doesNotHaveDuplicates();
      for (var seat : network.seats()) {
        try (var remote = RemoteNode.connect(api(seat).orElseThrow())) {
          assertThat(remote.status()).isEqualTo(network.node(seat.number()).status());
          assertThat(remote.status().directory()).isEqualTo(seat.directory().toString());
          assertThat(remote.store().get(car(seat).root())).isPresent();
        }
      }

      try (var remote = RemoteNode.connect(api(network.seats().get(1)).orElseThrow())) {
        remote.shutdown();
        network.node(1).awaitEnd();
      }

      assertThat(api(network.seats().get(1))).isEmpty();
      assertThat(network.seats().get(1).directory().resolve("repo.lock")).doesNotExist();
      try (var remote = RemoteNode.connect(api(network.seats().get(2)).orElseThrow())) {
        assertThat(remote.store().get(car(network.seats().get(2)).root())).isPresent();
      }
    }
  }

  private static Optional<ApiInfo> api(Seat seat) throws IOException {
    return ApiInfo.read(seat.directory());
  }

  private static void use(Node node, Seat seat) throws Exception {
    var car = car(seat).writeTo(seat.directory().resolve("my.car"));
    node.store().register(KEY, car.toUri());

    assertThat(node.store().get(car(seat).root())).contains(car(seat).block(0));
    assertThat(node.store().get(SampleCar.small(5, seat.number() + 1).root())).isEmpty();
    assertThat(seat.journal().events())
        .filteredOn(event -> event.event().equals("registered"))
        .extracting(JournalEvent::data)
        .singleElement()
        .satisfies(data -> assertThat(data).containsEntry("mount", car.toUri().toString()));
  }

  private static Node quiet(Seat seat) throws IOException {
    return Node.start(setup(seat, ""));
  }

  private static Node listening(Seat seat) throws IOException {
    var node = Node.start(setup(seat, "127.0.0.1:0"));
    seat.listensOn(node.api().orElseThrow().getPort());
    return node;
  }

  private static NodeSetup setup(Seat seat, String listen) {
    seat.time().advance(Duration.ofMinutes(seat.number()));
    return NodeSetup.of(seat.directory())
        .named(seat.name(), seat.threads())
        .by(seat.time(), seat.random())
        .journal(seat.journal())
        .environment(Map.of("DAGSTORE_RPC_LISTEN", listen))
        .plugins(OWN);
  }

  private static SampleCar car(Seat seat) {
    return SampleCar.small(5, seat.number());
  }
}
