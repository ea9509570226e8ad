package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.testkit.FakeMounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls and channels on one connection. */
final class ChannelTest {
  private static final String VALUE = "xrpc.ch.val";
  private static final String CLOSE = "xrpc.ch.close";
  private static final String FOLLOW = "{\"Follow\":true}";
  private static final RpcLimits SHORT =
      new RpcLimits(1 << 20, 16, 4, Duration.ofMinutes(1), Duration.ofMillis(50));

  @TempDir Path directory;

  private Site site;
  private RpcEndpoint endpoint;
  private Line line;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    endpoint = site.endpoint(SHORT);
    line = new Line(endpoint);
  }

  @AfterEach
  void close() throws Exception {
    line.close();
    endpoint.close();
    site.close();
  }

  private void happened(String event) {
    site.journal.record(new JournalEvent(site.time.instant(), "test", event, Map.of("n", 1L)));
  }

  @Test
  void theReplyComesFirstThenValuesThenTheEnd() throws Exception {
    happened("a");
    happened("b");

    line.call("1", "DagstoreJournal", "{}");

    var channel = line.result();
    assertThat(line.next(VALUE).getFirst()).isEqualTo(channel);
    assertThat(((Map<?, ?>) line.next(VALUE).getLast()).get("Event")).hasToString("b");
    assertThat(line.next(CLOSE)).isEqualTo(List.of(channel));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"x\"", "1.5", "[1]", "{\"a\":1}", "true"})
  void aChannelIsCancelledByTheIdOfItsRequest(String id) throws Exception {
    line.call(id, "DagstoreJournal", FOLLOW);
    var channel = line.result();
    happened("a");
    assertThat(line.next(VALUE)).hasSize(2);

    line.notify("xrpc.cancel", id);

    var end = line.next(CLOSE);
    assertThat(end.getFirst()).isEqualTo(channel);
    assertThat(((Map<?, ?>) end.getLast()).get("code")).hasToString("-32002");
  }

  @Test
  void aCallIsCancelledToo() throws Exception {
    var held = new CountDownLatch(1);
    site.put("a");
    site.mounts.gate("a", () -> await(held));
    var uri = "\"" + FakeMounts.uri("a") + "\"";
    line.call("1", "DagstoreRegisterMount", "\"k\"," + uri + ",{}");

    line.notify("xrpc.cancel", "1");

    assertThat(line.code()).isEqualTo("-32002");
    held.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aReaderWhoGrantsNothingHoldsBackOnlyItsOwnChannel() throws Exception {
    for (int i = 0; i < 10; i++) {
      happened("e" + i);
    }
    var patient = new Line(site.endpoint());
    patient.call("1", "DagstoreJournal", FOLLOW, "{\"window\":3}");
    var slow = patient.result();
    for (int i = 0; i < 3; i++) {
      assertThat(patient.next(VALUE).getFirst()).isEqualTo(slow);
    }

    patient.call("2", "DagstoreJournal", "{}");
    var fast = patient.result();
    for (int i = 0; i < 10; i++) {
      assertThat(patient.next(VALUE).getFirst()).isEqualTo(fast);
    }
    assertThat(patient.next(CLOSE)).isEqualTo(List.of(fast));
    patient.call("3", "Version", "");
    assertThat(patient.next().get("id")).hasToString("3");
    patient.notify("xrpc.ch.grant", slow + ",2");

    assertThat(event(patient.next(VALUE))).isEqualTo("e3");
    assertThat(event(patient.next(VALUE))).isEqualTo("e4");
    patient.close();
  }

  private static Object event(List<?> params) {
    return String.valueOf(((Map<?, ?>) params.getLast()).get("Event"));
  }

  @Test
  void aReaderWhoGrantsNothingForTooLongLosesItsChannel() throws Exception {
    happened("a");
    happened("b");

    line.call("1", "DagstoreJournal", FOLLOW, "{\"window\":1}");

    line.result();
    line.next(VALUE);
    var error = (Map<?, ?>) line.next(CLOSE).getLast();
    assertThat(error.get("code")).hasToString("-32001");
    assertThat(error.get("message")).asString().contains("expected the reader to take a value");
  }

  @Test
  void aLineThatTakesNothingHoldsBackNoOtherLine() throws Exception {
    happened("a");
    line.free.acquire();
    line.call("1", "DagstoreJournal", FOLLOW);
    try (var other = new Line(endpoint)) {
      other.call("1", "DagstoreJournal", "{}");

      other.result();
      assertThat(event(other.next(VALUE))).isEqualTo("a");
      assertThat(other.next(CLOSE)).hasSize(1);
    } finally {
      line.free.release();
    }
  }

  @Test
  void closingTheLineEndsWhatWasBegunOnIt() throws Exception {
    for (int i = 1; i <= 4; i++) {
      line.call(String.valueOf(i), "DagstoreJournal", FOLLOW);
      line.result();
    }

    line.close();
    endpoint.drain(Duration.ofSeconds(20));

    assertThat(line.ended).isTrue();
    assertThat(line.sent).isEmpty();
  }

  @Test
  void aConnectionHasSoManyCallsAndNoMore() throws Exception {
    for (int i = 1; i <= 4; i++) {
      line.call(String.valueOf(i), "DagstoreJournal", FOLLOW);
      line.result();
    }

    line.call("5", "Version", "");
    assertThat(line.code()).isEqualTo("-32000");
    line.notify("xrpc.cancel", "1");
    line.next(CLOSE);
    line.call("2", "Version", "");

    assertThat(line.code()).isEqualTo("-32600");
  }

  @Test
  void whoHearsTheEndOfAChannelMayCallUnderItsId() throws Exception {
    line.listener =
        message -> {
          if (CLOSE.equals(message.get("method"))) {
            line.call("1", "Version", "");
          }
        };

    line.call("1", "DagstoreJournal", "{}");

    line.result();
    line.next(CLOSE);
    assertThat(line.result()).isInstanceOf(Map.class);
  }

  @Test
  void whoHearsAnAnswerMayCallUnderItsId() throws Exception {
    line.listener =
        _ -> {
          line.listener = _ -> {};
          line.call("1", "Version", "");
        };

    line.call("1", "Version", "");

    line.result();
    assertThat(line.result()).isInstanceOf(Map.class);
  }

  @Test
  void allConnectionsTogetherHaveSoManyCallsAndNoMore() throws Exception {
    var lines = List.of(line, new Line(endpoint), new Line(endpoint), new Line(endpoint));
    for (var one : lines) {
      for (int i = 1; i <= 4; i++) {
        one.call(String.valueOf(i), "DagstoreJournal", FOLLOW);
        one.result();
      }
    }
    var last = new Line(endpoint);

    last.call("1", "Version", "");

    assertThat(last.code()).isEqualTo("-32000");
    lines.forEach(Line::close);
    last.close();
  }

  @Test
  void aBulkInitializationTellsOfEachShardTwice() throws Exception {
    for (var key : List.of("a", "b", "sealed", "bad")) {
      site.store.register(ShardKey.of(key), site.put(key), RegisterOptions.LAZY);
    }
    site.sealed.add(FakeMounts.uri("sealed"));
    site.mounts.remove("bad");

    line.call("1", "DagstoreInitializeAll", "{\"MaxConcurrency\":1,\"IncludeSealed\":false}");

    line.result();
    assertThat(told()).isEqualTo("a start");
    assertThat(told()).isEqualTo("a end ok");
    assertThat(told()).isEqualTo("b start");
    assertThat(told()).isEqualTo("b end ok");
    assertThat(told()).isEqualTo("bad start");
    assertThat(told()).isEqualTo("bad end failed");
    assertThat(line.next(CLOSE)).hasSize(1);
    var left = site.store.info(ShardKey.of("sealed")).orElseThrow();
    assertThat(left.state()).isEqualTo(ShardState.NEW);
  }

  private String told() throws InterruptedException {
    var event = (Map<?, ?>) line.next(VALUE).getLast();
    var end = Boolean.TRUE.equals(event.get("Success")) ? "ok" : "failed";
    return event.get("Key")
        + " "
        + event.get("Event")
        + ("end".equals(event.get("Event")) ? " " + end : "");
  }

  @Test
  void whatIsNoRequestIsAnsweredAsOne() throws Exception {
    line.say("nonsense");
    assertThat(line.code()).isEqualTo("-32700");
    line.call("9", "None", "");
    assertThat(line.code()).isEqualTo("-32601");
    line.call("9", "DagstoreJournal", "");
    assertThat(line.code()).isEqualTo("-32602");
    line.notify("xrpc.cancel", "");
    line.notify("xrpc.cancel", "null");
    line.notify("xrpc.ch.grant", "1");
    line.notify("xrpc.ch.grant", "1,-5");
    line.notify("DagstoreJournal", FOLLOW);
    line.call("10", "Version", "");

    assertThat(line.next().get("id")).hasToString("10");
  }

  @Test
  void aNodeThatStopsEndsItsChannelsAndTakesNoCalls() throws Exception {
    line.call("1", "DagstoreJournal", FOLLOW);
    line.result();

    endpoint.drain(Duration.ofSeconds(20));

    var error = (Map<?, ?>) line.next(CLOSE).getLast();
    assertThat(error.get("message")).hasToString("the node is stopping");
    line.call("2", "Version", "");
    assertThat(line.code()).isEqualTo("-32000");
  }
}
