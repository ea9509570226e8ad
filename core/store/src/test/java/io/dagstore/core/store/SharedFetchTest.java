package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static io.dagstore.core.store.CopySite.KEY;
import static io.dagstore.core.store.CopySite.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One copying for all who wait, with a life of its own. */
@Timeout(120)
final class SharedFetchTest {
  @TempDir Path directory;
  private final CountDownLatch gate = new CountDownLatch(1);
  private CopySite site;

  @BeforeEach
  void begin() {
    site = new CopySite(directory);
  }

  /** One caller on a thread of its own. */
  private static final class Caller {
    private final FutureTask<Accessor> answer;
    private final Thread thread;

    Caller(Store store) {
      answer = new FutureTask<>(() -> store.acquire(KEY));
      thread = Thread.ofVirtual().start(answer);
    }

    boolean waitsForCopy() {
      return Arrays.stream(thread.getStackTrace())
          .anyMatch(frame -> frame.getClassName().equals(Fetch.class.getName()));
    }

    void interrupt() throws Exception {
      thread.interrupt();
      thread.join();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(answer::get)
          .withCauseInstanceOf(InterruptedException.class);
    }

    void reads() throws Exception {
      try (var accessor = answer.get()) {
        assertThat(accessor.blockstore().get(CAR.root())).isPresent();
      }
    }
  }

  /** An indexed shard whose copy is gone. */
  private void prepare() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    Files.delete(site.whole(KEY));
  }

  private static List<Caller> callers(Store store, int count) throws Exception {
    var callers = new ArrayList<Caller>();
    for (int i = 0; i < count; i++) {
      callers.add(new Caller(store));
    }
    for (var caller : callers) {
      Fixture.await(caller::waitsForCopy);
    }
    return callers;
  }

  /** Test 35, TestUpgraderDeduplicatesRemote; and B41. */
  @Test
  void manyWaitForOneCopying() throws Exception {
    prepare();
    site.holdBack(gate);
    try (var store = site.open()) {
      var callers = callers(store, 20);
      gate.countDown();
      for (var caller : callers) {
        caller.reads();
      }
      assertThat(site.streams.opens()).isEqualTo(2);
    }
    Files.delete(site.whole(KEY));
    try (var store = site.open()) {
      for (int i = 0; i < 20; i++) {
        new Caller(store).reads();
      }
      assertThat(site.streams.opens()).isEqualTo(3);
    }
  }

  /** Test 15, TestLazyInitialization, where the bytes have to be copied first. */
  @Test
  void manyWhoIndexAShardCopyItOnce() throws Exception {
    site.holdBack(gate);
    try (var store = site.open()) {
      store.register(KEY, site.streams.put("a", CAR.bytes()), RegisterOptions.LAZY);
      assertThat(site.streams.opens()).isZero();
      var callers = new ArrayList<Caller>();
      for (int i = 0; i < 16; i++) {
        callers.add(new Caller(store));
      }
      Fixture.await(() -> site.streams.stillOpen() == 1);
      gate.countDown();
      for (var caller : callers) {
        caller.reads();
      }
    }
    assertThat(site.streams.opens()).isEqualTo(1);
  }

  /** B3: the interrupt of the first caller is nobody else's. */
  @Test
  void whoStopsWaitingHarmsNobody() throws Exception {
    prepare();
    site.holdBack(gate);
    try (var store = site.open()) {
      var callers = callers(store, 5);
      callers.getFirst().interrupt();
      callers.get(3).interrupt();
      gate.countDown();
      callers.get(1).reads();
      callers.get(2).reads();
      callers.get(4).reads();
      assertThat(site.streams.opens()).isEqualTo(2);
    }
  }

  @Test
  void theCopyingStopsWhenNobodyWaits() throws Exception {
    prepare();
    site.holdBack(gate);
    try (var store = site.open()) {
      var callers = callers(store, 3);
      Fixture.await(() -> site.streams.stillOpen() == 1);
      for (var caller : callers) {
        caller.interrupt();
      }
      Fixture.await(() -> site.streams.stillOpen() == 0 && store.stat().copiedBytes() == 0);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);

      gate.countDown();
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.opens()).isEqualTo(3);
  }

  @Test
  void theCopyingStopsWhenWhoAskedForABlockWaitsNoLonger() throws Exception {
    prepare();
    site.holdBack(gate);
    try (var store = site.open()) {
      var asking = new FutureTask<>(() -> store.get(CAR.root()));
      var thread = Thread.ofVirtual().start(asking);
      Fixture.await(() -> site.streams.stillOpen() == 1);
      thread.interrupt();
      Fixture.await(() -> site.streams.stillOpen() == 0);
      gate.countDown();
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  /** What was copied when the last one left is not copied again. */
  @Test
  void aCopyingThatStoppedIsGoneOnWith() throws Exception {
    prepare();
    long before = site.streams.read();
    site.streams.gate((_, at) -> {
      if (at >= 2000) {
        CopySite.await(gate);
      }
    });
    try (var store = site.open()) {
      var caller = callers(store, 1).getFirst();
      Fixture.await(() -> site.streams.read() == before + 2000);
      caller.interrupt();
      Fixture.await(() -> site.streams.stillOpen() == 0);
      gate.countDown();
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.read()).isEqualTo(before + SIZE);
    assertThat(site.fixture.listener.events(StoreEvent.Copied.class))
        .contains(new StoreEvent.Copied(KEY, SIZE, 2000));
  }

  /** B2: a failure is told to those who wait, and to nobody later. Test 20 has the same for all. */
  @Test
  void aFailureIsToldToAllWhoWaitAndNotRemembered() throws Exception {
    prepare();
    site.streams.gate((_, _) -> {
      CopySite.await(gate);
      throw new IOException("planned failure");
    });
    try (var store = site.open()) {
      var callers = callers(store, 5);
      gate.countDown();
      for (var caller : callers) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(caller.answer::get)
            .withMessageContaining("planned failure");
      }
      assertThat(site.streams.opens()).isEqualTo(2);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);

      site.mend();
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.stillOpen()).isZero();
  }

  /** B8: who waits for the copy of a shard that is destroyed is told. */
  @Test
  void whoWaitsWhenTheShardGoesIsTold() throws Exception {
    prepare();
    site.holdBack(gate);
    try (var store = site.open()) {
      var callers = callers(store, 3);
      store.destroy(KEY);
      for (var caller : callers) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(caller.answer::get)
            .withCauseInstanceOf(DagStoreException.UnknownShard.class);
      }
      assertThat(site.files()).isEmpty();
      assertThat(store.stat().copiedBytes()).isZero();
    }
    assertThat(site.streams.stillOpen()).isZero();
  }

  @Test
  void aStoreThatIsClosedStopsWhatIsCopied() throws Exception {
    prepare();
    site.holdBack(gate);
    List<Caller> callers;
    try (var store = site.open()) {
      callers = callers(store, 3);
    }
    for (var caller : callers) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(caller.answer::get)
          .withCauseInstanceOf(DagStoreException.StoreClosed.class);
    }
    assertThat(site.streams.stillOpen()).isZero();
  }

  /** B37: whatever ends a copying, its stream is closed. */
  @Test
  void aRegistrationThatIsCutShortGoesOnAtTheNextStart() throws Exception {
    site.holdBack(gate);
    try (var store = site.open()) {
      var registering = new FutureTask<>(() -> site.register(store));
      Thread.ofVirtual().start(registering);
      Fixture.await(() -> site.streams.stillOpen() == 1);
    }
    assertThat(site.streams.stillOpen()).isZero();
    gate.countDown();
    try (var store = site.open()) {
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
      CopySite.readAll(store, KEY);
    }
  }
}
