package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.testkit.TurnThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stands here, since the JVM of its own leaf has it in a module of a name. */
@Timeout(60)
final class TurnThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theSameSeedGivesTheSameOrder() throws Exception {
    var once = order(1);

    assertThat(order(1)).isEqualTo(once);
    assertThat(order(2)).isNotEqualTo(once).containsExactlyInAnyOrderElementsOf(once);
  }

  @Test
  void whatAThreadStartsTakesTurnsToo() throws Exception {
    var threads = new TurnThreads(new SplittableRandom(1));
    var ended = new ArrayList<String>();
    var latch = new CountDownLatch(1);
    threads.start(() -> Thread.ofVirtual().start(() -> end(latch, ended)));
    threads.turn();
    assertThat(ended).isEmpty();

    threads.runAll(PATIENCE);

    assertThat(ended).containsExactly("inner");
  }

  private static void end(CountDownLatch latch, List<String> ended) {
    ended.add("inner");
    latch.countDown();
  }

  @Test
  void tellsWhereThoseStandWhoNeverEnd() {
    var threads = new TurnThreads(new SplittableRandom(1));
    var never = new CountDownLatch(1);
    threads.start(() -> awaitQuietly(never));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> threads.runAll(Duration.ZERO))
        .withMessageContaining("awaitQuietly");
  }

  @Test
  void whoNeverGetsATurnAgainIsForgottenWithAllItHolds() throws Exception {
    var thread = waitsForEver();

    Fixture.await(() -> {
      System.gc();
      return thread.refersTo(null);
    });
  }

  private static WeakReference<Thread> waitsForEver() {
    var threads = new TurnThreads(new SplittableRandom(1));
    var never = new CountDownLatch(1);
    var thread = threads.start(() -> awaitQuietly(never));
    while (threads.turn()) {}
    assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    return new WeakReference<>(thread);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> order(long seed) throws InterruptedException {
    var threads = new TurnThreads(new SplittableRandom(seed));
    var order = new ArrayList<Integer>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      threads.start(() -> {
        order.add(number);
        TurnThreads.pause();
        order.add(number);
      });
    }
    threads.runAll(PATIENCE);
    return order;
  }
}
