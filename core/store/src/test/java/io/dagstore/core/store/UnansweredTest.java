package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardExists;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RecordsFailedException;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardNote.What;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.FaultPlan;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a shard when its disk fails in the middle of it, or its power goes. */
@Timeout(120)
final class UnansweredTest {
  private static final RetryPolicy THRICE =
      new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(1));

  @TempDir Path directory;
  private SimulatedDisk disk;
  private Fixture fixture;

  @BeforeEach
  void begin() throws Exception {
    disk = SimulatedDisk.over(directory);
    fixture = new Fixture(disk.start().resolve("store"));
  }

  @AfterEach
  void end() throws Exception {
    disk.close();
  }

  /** Its record was durable before the disk failed, which its caller cannot know. */
  @Test
  void whoIsToldThatTheRecordsFailedMayFindTheShardThere() throws Exception {
    var armed = new AtomicBoolean(true);
    FaultPlan failing = (_, call) -> call == DiskCall.FORCE ? DiskFault.EIO : DiskFault.NONE;
    Steps steps =
        step -> {
          if (step.equals("inverted index written") && armed.getAndSet(false)) {
            disk.plan(failing);
          }
        };
    try (var store = Store.open(fixture.config().steps(steps))) {
      assertThatExceptionOfType(RecordsFailedException.class)
          .isThrownBy(() -> fixture.registerSample(store));
      disk.plan(FaultPlan.none());

      assertThatExceptionOfType(ShardExists.class).isThrownBy(() -> fixture.registerSample(store));
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      for (var block : CAR.list()) {
        assertThat(store.get(block.cid())).contains(block);
        assertThat(store.find(block.cid())).containsExactly(KEY);
      }
      assertThat(store.history(KEY)).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aRetryIsStillPlannedAfterThePowerWent() throws Exception {
    var before = Store.open(fixture.config().retries(THRICE).timer(fixture.time::after));
    assertThatExceptionOfType(ShardFailed.class)
        .isThrownBy(() -> before.register(KEY, FakeMounts.uri("a")));
    var planned = before.history(KEY);
    disk.powerCut();

    fixture = new Fixture(disk.start().resolve("store"));
    fixture.mounts.put("a", CAR.bytes());
    var config = fixture.config().retries(THRICE).timer(fixture.time::after);
    try (var store = Store.open(config)) {
      assertThat(store.history(KEY)).isEqualTo(planned);
      Fixture.await(() -> fixture.time.alarms() == 1);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
      fixture.time.advance(Duration.ofSeconds(10));

      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      assertThat(store.history(KEY))
          .extracting(ShardNote::what)
          .containsExactly(What.REGISTERED, What.FAILED_PASSING, What.RECOVERED);
      assertThat(store.get(CAR.root())).contains(CAR.block(0));
    }
  }
}
