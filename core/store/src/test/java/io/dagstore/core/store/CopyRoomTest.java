package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static io.dagstore.core.store.CopySite.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.DagStoreException.NoRoom;
import io.dagstore.core.api.DagStoreException.NotCopied;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.testkit.FakeStreams.Telling;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The room for local copies, seen from a store. */
@Timeout(180)
final class CopyRoomTest {
  @TempDir Path directory;
  private CopySite site;

  @BeforeEach
  void begin() {
    site = new CopySite(directory);
  }

  private static ShardKey key(int number) {
    return ShardKey.of("k" + number);
  }

  private List<ShardKey> evicted() {
    return site.fixture.listener.events(StoreEvent.Evicted.class).stream()
        .map(StoreEvent.Evicted::key)
        .toList();
  }

  /** Tests 46 and 47, TestLRUGarbageCollector and TestDagstoreAutomatedGCSimple: room for two. */
  @Test
  void theLongestUnreadCopyMakesRoomAndOneThatIsHeldNever() throws Exception {
    try (var store = Store.open(site.room(2))) {
      site.register(store, key(0));
      site.register(store, key(1));
      CopySite.readAll(store, key(0));
      site.register(store, key(2));
      assertThat(evicted()).containsExactly(key(1));

      try (var _ = store.acquire(key(0))) {
        site.register(store, key(3));
        assertThat(evicted()).containsExactly(key(1), key(2));
        try (var _ = store.acquire(key(3))) {
          assertThatExceptionOfType(NoRoom.class)
              .isThrownBy(() -> site.register(store, key(4)))
              .satisfies(no -> assertThat(no.wanted()).isEqualTo(SIZE));
          assertThat(Fixture.state(store, key(4))).isEqualTo(ShardState.NEW);
          assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> store.acquire(key(1)));
          assertThat(Fixture.state(store, key(1))).isEqualTo(ShardState.AVAILABLE);
        }
      }
      CopySite.readAll(store, key(4));
      CopySite.readAll(store, key(1));
      assertThat(CopySite.sum(site.sizesOnDisk())).isLessThanOrEqualTo(2L * SIZE);
    }
  }

  @Test
  void whatPassesTheHighMarkMakesRoomDownToTheLowOne() throws Exception {
    var limits = new CopyLimits(10L * SIZE, 80, 40);
    try (var store = Store.open(site.config().copyLimits(limits))) {
      for (int i = 0; i < 8; i++) {
        site.register(store, key(i));
      }
      assertThat(evicted()).isEmpty();
      site.register(store, key(8));
      assertThat(evicted()).containsExactly(key(0), key(1), key(2), key(3), key(4));
      assertThat(store.stat().copiedBytes()).isEqualTo(4L * SIZE);
      assertThat(store.stat().copiedLimit()).isEqualTo(10L * SIZE);
    }
  }

  @Test
  void aCopyThatIsLargerThanAllRoomMovesNoOther() throws Exception {
    try (var store = Store.open(site.room(1.5))) {
      site.register(store, key(0));
      var large = new byte[2 * SIZE];
      var uri = site.streams.put("large", large);
      assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> store.register(key(1), uri));
      site.streams.telling(new Telling(false, true, false, true));
      assertThat(evicted()).isEmpty();
    }
  }

  /** Test 50, AutomatedGCRestartAndShardSizeMemoization: the size of the last copy is known. */
  @Test
  void aSizeThatNoMountTellsIsRememberedOverARestart() throws Exception {
    site.streams.telling(new Telling(false, true, false, true));
    try (var store = site.open()) {
      site.register(store, key(0));
      site.register(store, key(1));
    }
    long before = site.streams.read();
    try (var store = Store.open(site.room(1.5))) {
      assertThat(evicted()).containsExactly(key(0));
      try (var _ = store.acquire(key(1))) {
        assertThatExceptionOfType(NoRoom.class)
            .isThrownBy(() -> store.acquire(key(0)))
            .satisfies(no -> assertThat(no.wanted()).isEqualTo(SIZE));
      }
    }
    assertThat(site.streams.read()).isEqualTo(before);
  }

  /** Tests 51 and 52, AcquireNoDownload and UpgraderNoDownload. */
  @Test
  void whoAsksForWhatIsHereGetsItOrATypedNo() throws Exception {
    try (var store = Store.open(site.room(1))) {
      site.register(store, key(0));
      store.acquireLocal(key(0)).close();
      site.register(store, key(1));
      assertThat(evicted()).containsExactly(key(0));

      assertThatExceptionOfType(NotCopied.class).isThrownBy(() -> store.acquireLocal(key(0)));
      assertThat(site.streams.opens()).isEqualTo(2);
      assertThat(Fixture.state(store, key(0))).isEqualTo(ShardState.AVAILABLE);

      CopySite.readAll(store, key(0));
      store.acquireLocal(key(0)).close();
      site.fixture.registerSample(store);
      store.acquireLocal(Fixture.KEY).close();
      assertThatExceptionOfType(DagStoreException.UnknownShard.class)
          .isThrownBy(() -> store.acquireLocal(key(9)));
    }
  }

  @Test
  void aStartWithLessRoomEvicts() throws Exception {
    try (var store = site.open()) {
      for (int i = 0; i < 6; i++) {
        site.register(store, key(i));
      }
    }
    try (var store = Store.open(site.room(3))) {
      assertThat(store.stat().copiedBytes()).isEqualTo(3L * SIZE);
      for (int i = 0; i < 6; i++) {
        CopySite.readAll(store, key(i));
      }
    }
  }

  /** Test 48, GCConcurrent: room for 10, 20 shards, 2 held. */
  @Test
  void manyAtOnceEvictNoMoreThanTheyMust() throws Exception {
    try (var store = Store.open(site.room(10));
        var watch = new Watch(10L * SIZE)) {
      for (int i = 0; i < 10; i++) {
        site.register(store, key(i));
      }
      try (var one = store.acquire(key(0));
          var other = store.acquire(key(1))) {
        var more = new ArrayList<Callable<Object>>();
        for (int i = 10; i < 18; i++) {
          var key = key(i);
          more.add(() -> site.register(store, key));
        }
        all(more);
        assertThat(evicted()).hasSize(8).doesNotContain(key(0), key(1));
        assertThat(one.blockstore().get(CAR.root())).isPresent();
        assertThat(other.blockstore().get(CAR.root())).isPresent();
      }
      watch.check();
    }
  }

  /** Tests 49 and 53, ConcurrentRegisterAboveSize: sizes known or not. */
  @ParameterizedTest
  @CsvSource({"4, 2, true", "12, 3, true", "16, 4, true", "32, 5, true", "32, 5, false"})
  void registrationsWaitForEachOthersRoom(int shards, int room, boolean size) throws Exception {
    site.streams.telling(new Telling(size, true, false, true));
    try (var store = Store.open(site.room(room + 0.1));
        var watch = new Watch((long) ((room + 0.1) * SIZE))) {
      var registrations = new ArrayList<Callable<Object>>();
      for (int i = 0; i < shards; i++) {
        var key = key(i);
        registrations.add(() -> patiently(() -> site.register(store, key), store, key));
      }
      all(registrations);
      for (int i = 0; i < shards; i++) {
        CopySite.readAll(store, key(i));
      }
      watch.check();
    }
  }

  /** Who finds no room tries again: those who had it give it back. */
  private static Object patiently(Callable<Object> first, Store store, ShardKey key)
      throws Exception {
    try {
      return first.call();
    } catch (NoRoom e) {
      while (true) {
        try {
          return store.initialize(key);
        } catch (NoRoom again) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Test
  void readersOfManyShardsShareLittleRoom() throws Exception {
    try (var store = site.open()) {
      for (int i = 0; i < 12; i++) {
        site.register(store, key(i));
      }
    }
    try (var store = Store.open(site.room(4));
        var watch = new Watch(4L * SIZE)) {
      var readers = new ArrayList<Callable<Object>>();
      for (int reader = 0; reader < 4; reader++) {
        int seed = reader;
        readers.add(() -> {
          for (int i = 0; i < 30; i++) {
            CopySite.readAll(store, key((i * (2 * seed + 1) + seed) % 12));
          }
          return seed;
        });
      }
      all(readers);
      watch.check();
    }
  }

  private static void all(List<Callable<Object>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> call : threads.invokeAll(calls)) {
        call.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /**
   * Looks at the disk again and again: there is never more than the limit. What two looks see alike
   * was there at once.
   */
  private final class Watch implements Closeable {
    /** Of nanoseconds; who looked all the time would take the watched ones' core. */
    private static final long MOMENT = 200_000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong most = new AtomicLong();
    private final long limit;

    Watch(long limit) {
      this.limit = limit;
      Thread.ofPlatform().start(this::look);
    }

    private void look() {
      try {
        var before = site.sizesOnDisk();
        while (!over.get()) {
          var now = site.sizesOnDisk();
          if (now.equals(before)) {
            most.accumulateAndGet(CopySite.sum(now), Math::max);
          }
          before = now;
          LockSupport.parkNanos(MOMENT);
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void check() {
      assertThat(most.get()).isPositive().isLessThanOrEqualTo(limit);
    }

    @Override
    public void close() {
      over.set(true);
    }
  }

  @Test
  void anAccessorKeepsItsCopyWhateverHappens() throws Exception {
    try (var store = Store.open(site.room(2))) {
      site.register(store, key(0));
      Accessor held = store.acquire(key(0));
      for (int i = 1; i < 6; i++) {
        site.register(store, key(i));
      }
      assertThat(site.whole(key(0))).exists();
      assertThat(evicted()).doesNotContain(key(0));
      held.close();
      try (var _ = store.acquire(key(1));
          var _ = store.acquire(key(2))) {
        assertThat(evicted()).contains(key(0));
      }
    }
  }
}
