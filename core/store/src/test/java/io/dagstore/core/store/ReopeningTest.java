package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecordsFailedException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.FaultPlan;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store whose records' disk fails for a while, and what it says then and afterwards. */
@Timeout(120)
final class ReopeningTest {
  private static final ShardKey OTHER = ShardKey.of("other");
  private static final SampleCar OTHER_CAR = SampleCar.small(5, 2);
  private static final int MANY = 32;

  @TempDir Path directory;

  private SimulatedDisk disk;
  private Fixture fixture;
  private Store store;
  private URI other;

  @BeforeEach
  void openOverASimulatedDisk() throws Exception {
    disk = SimulatedDisk.over(directory);
    fixture = new Fixture(disk.start().resolve("store"));
    store = fixture.open();
    fixture.registerSample(store);
    other = fixture.mounts.put("other", OTHER_CAR.bytes());
  }

  @AfterEach
  void close() throws Exception {
    disk.plan(FaultPlan.none());
    store.close();
    disk.close();
  }

  /** All calls of this kind fail. */
  private static FaultPlan failing(DiskCall kind) {
    return (_, call) -> call == kind ? DiskFault.EIO : DiskFault.NONE;
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void aFailureIsToldToWhoWaitsAndForgottenWithTheNextCall(DiskCall kind) throws Exception {
    disk.plan(failing(kind));

    assertThatThrownBy(() -> store.register(OTHER, other))
        .isInstanceOf(RecordsFailedException.class)
        .hasMessageContaining("records.mv")
        .hasMessageContaining("Input/output error")
        .hasMessageContaining("the next call opens them again");
    disk.plan(FaultPlan.none());

    assertThat(store.info(OTHER)).isEmpty();
    assertThat(store.find(OTHER_CAR.root())).isEmpty();
    assertThat(store.get(CAR.root())).isPresent();
    store.register(OTHER, other);
    assertServed(store);
    disk.powerCut();
    fixture =
        new Fixture(
            disk.start().resolve("store"), fixture.mounts, fixture.shardIndices, fixture.inverted);
    store = fixture.open();
    assertServed(store);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void whileTheDiskIsDeadOnlyOpenShardsAnswer(DiskCall kind) throws Exception {
    store.get(CAR.root());
    disk.plan(failing(kind));

    assertFails(() -> store.register(OTHER, other));
    assertFails(() -> store.register(OTHER, other));
    assertFails(() -> store.acquire(OTHER));
    assertFails(() -> store.info(OTHER));
    assertFails(() -> store.list(ShardQuery.FIRST));
    assertFails(() -> store.destroy(KEY));
    assertFails(store::stat);
    assertFails(store::gc);
    for (var block : CAR.list()) {
      assertThat(store.get(block.cid())).contains(block);
    }

    disk.plan(FaultPlan.none());
    assertThat(Fixture.keys(store)).containsExactly(KEY);
    store.destroy(KEY);
    assertThat(store.get(CAR.root())).isEmpty();
  }

  @Test
  void aDiskThatIsFullIsNoEnd() throws Exception {
    disk.plan(FaultPlan.full());
    assertFails(() -> store.register(OTHER, other));

    disk.plan(FaultPlan.none());
    store.register(OTHER, other);

    assertServed(store);
  }

  @Test
  void aRemovalThatFailedLeavesTheShardWholeOrTakesItAway() throws Exception {
    disk.plan(failing(DiskCall.FORCE));
    assertFails(() -> store.destroy(KEY));
    disk.plan(FaultPlan.none());

    var block = store.get(CAR.root());
    assertThat(store.info(KEY).isPresent()).isEqualTo(block.isPresent());
    assertThat(store.find(CAR.root())).hasSize(block.isPresent() ? 1 : 0);
  }

  @Test
  void ofManyAtOnceAllThatWereAnsweredAreThereAndTheOthersWholeOrNotAtAll() throws Exception {
    var answers = new ArrayList<Future<?>>();
    try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      disk.plan(FaultPlan.atChange(3, DiskFault.EIO));
      for (int i = 0; i < MANY; i++) {
        Callable<?> registration = registration(i);
        answers.add(hands.submit(registration));
      }
    }

    for (int i = 0; i < MANY; i++) {
      var key = ShardKey.of("k" + i);
      boolean there = store.info(key).isPresent();
      assertThat(there || !isAnswered(answers.get(i))).as("k" + i).isTrue();
      if (there) {
        // What had begun durably goes on in the background.
        store.initialize(key);
      }
      assertThat(store.find(SampleCar.small(3, 10 + i).root())).hasSize(there ? 1 : 0);
    }
  }

  private Callable<?> registration(int i) {
    var uri = fixture.mounts.put("car" + i, SampleCar.small(3, 10 + i).bytes());
    return () -> store.register(ShardKey.of("k" + i), uri);
  }

  private static boolean isAnswered(Future<?> answer) throws InterruptedException {
    try {
      answer.get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(RecordsFailedException.class);
      return false;
    }
  }

  private static void assertFails(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(RecordsFailedException.class);
  }

  private static void assertServed(Store store) throws Exception {
    assertThat(Fixture.keys(store)).containsExactly(OTHER, KEY);
    for (var block : OTHER_CAR.list()) {
      assertThat(store.get(block.cid())).contains(block);
    }
    assertThatThrownBy(() -> store.acquire(ShardKey.of("none")))
        .isInstanceOf(DagStoreException.UnknownShard.class);
  }
}
