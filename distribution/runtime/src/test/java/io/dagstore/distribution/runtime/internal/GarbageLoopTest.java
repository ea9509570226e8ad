package io.dagstore.distribution.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GarbageLoopTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final FakeTime time = new FakeTime();
  private final Semaphore collected = new Semaphore(0);

  @Test
  void collectsWhenTheNodesClockSaysSoEvenAfterAFailure() throws InterruptedException {
    var loop =
        GarbageLoop.start(
            () -> {
              collected.release();
              throw new IOException("disk");
            },
            INTERVAL,
            time,
            THREADS);

    for (int i = 0; i < 3; i++) {
      assertThat(collected.tryAcquire()).isFalse();
      time.advance(INTERVAL);
      assertThat(collected.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    loop.stop();
  }

  @Test
  void anIntervalOfZeroNeverCollects() {
    var loop = GarbageLoop.start(collected::release, Duration.ZERO, time, THREADS);

    time.advance(Duration.ofDays(1));
    loop.stop();

    assertThat(collected.availablePermits()).isZero();
  }

  @Test
  void stoppingInterruptsACollectionAndWaitsForIt() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var loop =
        GarbageLoop.start(
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                ended.countDown();
              }
            },
            INTERVAL,
            time,
            THREADS);
    time.advance(INTERVAL);
    begun.await();

    loop.stop();
    loop.stop();

    assertThat(ended.getCount()).isZero();
  }
}
