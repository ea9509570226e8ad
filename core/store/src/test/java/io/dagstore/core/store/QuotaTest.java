package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.NoRoom;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.store.CopyRoom.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class QuotaTest {
  private static final ShardKey A = ShardKey.of("a");
  private static final ShardKey B = ShardKey.of("b");
  private static final ShardKey C = ShardKey.of("c");

  private final List<ShardKey> gone = new ArrayList<>();

  private Quota quota(long most) {
    return new Quota(
        new CopyLimits(most, 100, 100),
        (key, _) -> {
          gone.add(key);
          return true;
        });
  }

  private static void put(Quota quota, ShardKey key, long bytes) throws InterruptedException {
    quota.pin(key, Use.WORK);
    assertThat(quota.reserve(key, bytes, bytes)).isEqualTo(bytes);
    quota.unpin(key, Use.WORK);
  }

  @Test
  void givesAsMuchAsThereIsButNotLessThanTheLeast() throws Exception {
    var quota = quota(10);
    put(quota, A, 4);
    quota.pin(A, Use.READ);
    quota.pin(B, Use.WORK);

    assertThat(quota.reserve(B, 1, 100)).isEqualTo(6);
    assertThat(quota.used()).isEqualTo(10);
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(B, 1, 1));
    quota.settle(B, 2);
    assertThat(quota.used()).isEqualTo(6);
    assertThat(gone).isEmpty();
  }

  @Test
  void whatIsReadLongestAgoGoesFirst() throws Exception {
    var quota = quota(10);
    put(quota, A, 4);
    put(quota, B, 4);
    quota.pin(A, Use.READ);
    quota.unpin(A, Use.READ);
    put(quota, C, 4);

    assertThat(gone).containsExactly(B);
    assertThat(quota.used()).isEqualTo(8);
  }

  @Test
  void nothingGoesForWhatFindsNoRoomAllTheSame() throws Exception {
    var quota = quota(10);
    put(quota, A, 4);
    put(quota, B, 4);
    quota.pin(B, Use.READ);
    quota.pin(C, Use.WORK);

    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(C, 7, 7));
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(C, 11, 11));
    assertThat(gone).isEmpty();
  }

  @Test
  void whatIsOpenButNotHeldIsClosedForRoom() throws Exception {
    var quota = quota(10);
    put(quota, A, 8);
    quota.pin(A, Use.READ);
    quota.idle(key -> {
      Thread.ofVirtual().start(() -> quota.unpin(key, Use.READ));
      return true;
    });
    put(quota, B, 8);
    assertThat(gone).containsExactly(A);
  }

  /** A shard that was let go and is opened again at once keeps nobody waiting. */
  @Test
  void oneThatIsOpenedAgainWhileItClosesIsNoReasonToWait() throws Exception {
    var quota = quota(10);
    put(quota, A, 8);
    quota.pin(A, Use.READ);
    var asked = new AtomicInteger();
    quota.idle(key -> {
      if (asked.incrementAndGet() > 1) {
        return false;
      }
      quota.pin(key, Use.READ);
      Thread.ofVirtual().start(() -> quota.unpin(key, Use.READ));
      return true;
    });
    quota.pin(B, Use.WORK);
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(B, 8, 8));
  }

  @Test
  void whoFindsNoRoomWaitsForWorkThatEnds() throws Exception {
    var quota = quota(10);
    quota.pin(A, Use.WORK);
    quota.reserve(A, 8, 8);
    var waiting =
        new FutureTask<>(() -> {
          quota.pin(B, Use.WORK);
          return quota.reserve(B, 8, 8);
        });
    Thread.ofVirtual().start(waiting);
    Fixture.await(() -> quota.knows(B));

    quota.unpin(A, Use.WORK);
    assertThat(waiting.get()).isEqualTo(8);
    assertThat(gone).containsExactly(A);
  }

  @Test
  void twoWhoWaitForEachOtherAreToldSo() throws Exception {
    var quota = quota(10);
    quota.pin(A, Use.WORK);
    quota.pin(B, Use.WORK);
    quota.reserve(A, 5, 5);
    quota.reserve(B, 5, 5);
    var first = new FutureTask<>(() -> quota.reserve(A, 1, 1));
    var thread = Thread.ofVirtual().start(first);
    Fixture.await(() -> thread.getState() == Thread.State.WAITING);

    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(B, 1, 1));
    quota.settle(B, 0);
    quota.unpin(B, Use.WORK);
    assertThat(first.get()).isEqualTo(1);
  }

  @Test
  void workThatStandsStillIsNotWaitedFor() throws Exception {
    var quota = quota(10);
    quota.pin(A, Use.WORK);
    quota.reserve(A, 8, 8);
    quota.stall(A, true);
    quota.pin(B, Use.WORK);
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(B, 8, 8));
  }

  @Test
  void aCopyThatCannotBeRemovedGoesOnCounting() throws Exception {
    var quota = new Quota(new CopyLimits(10, 100, 100), (_, _) -> false);
    put(quota, A, 8);
    quota.pin(B, Use.WORK);
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> quota.reserve(B, 8, 8));
    assertThat(quota.used()).isEqualTo(8);
  }

  @Test
  void withoutALimitEverythingFits() throws Exception {
    var quota = new Quota(CopyLimits.NONE, (_, _) -> true);
    put(quota, A, 1L << 40);
    put(quota, B, 1L << 40);
    assertThat(quota.used()).isEqualTo(2L << 40);
    quota.trim();
    assertThat(quota.used()).isEqualTo(2L << 40);
  }

  /** Copies of random sizes are made, read and dropped by many at once; a model keeps count. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyAtOnceNeverHaveMoreThanThereIs(long seed) throws Exception {
    var model = new Model(1000, 90, 60);
    var workers = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 8; i++) {
      var random = new Random(seed * 100 + i);
      workers.add(() -> model.work(random, 1500));
    }
    int done = 0;
    try (var threads = Executors.newFixedThreadPool(workers.size())) {
      for (var worker : threads.invokeAll(workers)) {
        done += worker.get();
      }
    }
    assertThat(done).as("seed %d", seed).isPositive();
    model.check();
  }

  /** What is on the disk, as the quota's users see it. */
  private static final class Model {
    private static final int KEYS = 12;

    private final long limit;
    private final Quota quota;
    private final Map<ShardKey, Long> disk = new ConcurrentHashMap<>();
    private final List<AtomicInteger> readers = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final List<String> wrong = new ArrayList<>();

    Model(long limit, int high, int low) {
      this.limit = limit;
      quota = new Quota(new CopyLimits(limit, high, low), this::remove);
      for (int i = 0; i < KEYS; i++) {
        readers.add(new AtomicInteger());
      }
    }

    /** How many read a copy; also the lane of its shard. */
    private AtomicInteger readers(ShardKey key) {
      return readers.get(Integer.parseInt(key.value().substring(1)));
    }

    private boolean remove(ShardKey key, long room) {
      var was = disk.remove(key);
      if (readers(key).get() > 0) {
        wrong("evicted while it was read: " + key);
      }
      if (was != null && was > room) {
        wrong("had more than its room: " + key);
      }
      bytes.addAndGet(was == null ? 0 : -was);
      return true;
    }

    int work(Random random, int steps) throws InterruptedException {
      int made = 0;
      for (int i = 0; i < steps; i++) {
        var key = ShardKey.of("k" + random.nextInt(KEYS));
        synchronized (readers(key)) {
          made += step(random, key);
        }
      }
      return made;
    }

    private int step(Random random, ShardKey key) throws InterruptedException {
      quota.pin(key, Use.WORK);
      try {
        if (!disk.containsKey(key)) {
          make(random, key);
        }
        quota.pin(key, Use.READ);
        readers(key).incrementAndGet();
        if (!disk.containsKey(key)) {
          wrong("gone while it was pinned: " + key);
        }
        readers(key).decrementAndGet();
        quota.unpin(key, Use.READ);
        return 1;
      } catch (NoRoom e) {
        return 0;
      } finally {
        quota.unpin(key, Use.WORK);
      }
    }

    /** Grows by parts; each is reserved before it is there. */
    private void make(Random random, ShardKey key) throws InterruptedException {
      int size = 1 + random.nextInt(300);
      long granted = 0;
      long there = 0;
      disk.put(key, 0L);
      try {
        while (there < size) {
          long part = Math.min(size - there, 1 + random.nextInt(100));
          if (there + part > granted) {
            long least = there + part - granted;
            granted += quota.reserve(key, least, least + random.nextInt(100));
          }
          there += part;
          disk.put(key, there);
          if (bytes.addAndGet(part) > limit) {
            wrong("more than the limit: " + bytes);
          }
        }
      } catch (NoRoom e) {
        disk.remove(key);
        bytes.addAndGet(-there);
        there = 0;
        throw e;
      } finally {
        quota.settle(key, there);
      }
    }

    private synchronized void wrong(String what) {
      wrong.add(what);
    }

    void check() {
      assertThat(wrong).isEmpty();
      assertThat(quota.used())
          .isEqualTo(bytes.get())
          .isEqualTo(disk.values().stream().mapToLong(size -> size).sum())
          .isLessThanOrEqualTo(limit);
    }
  }
}
