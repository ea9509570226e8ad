package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LeasesTest {
  private static final int READERS = 16;

  @Test
  void isEmptiedByTheShutWhereNobodyIsInside() {
    var leases = new Leases(4);
    assertThat(leases.leave(leases.enter())).isFalse();

    assertThat(leases.shut()).isTrue();
    assertThat(leases.shut()).isFalse();
  }

  @Test
  void isEmptiedByTheLastWhoLeaves() {
    var leases = new Leases(4);
    int first = leases.enter();
    int second = leases.enter();
    assertThat(leases.shut()).isFalse();

    assertThat(leases.leave(first)).isFalse();
    assertThat(leases.leave(second)).isTrue();
  }

  @Test
  void letsNobodyInOnceItIsShut() {
    var leases = new Leases(4);
    int inside = leases.enter();
    assertThat(leases.shut()).isFalse();

    int late = leases.enter();

    assertThat(late).isNegative();
    assertThat(leases.leave(late)).isFalse();
    assertThat(leases.leave(inside)).isTrue();
  }

  @RepeatedTest(50)
  void isEmptiedOnceAndWithNobodyInside() throws Exception {
    var leases = new Leases(4);
    var inside = new AtomicInteger();
    var emptied = new AtomicInteger();
    var begin = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers =
          IntStream.range(0, READERS)
              .<Callable<Boolean>>mapToObj(_ ->
                  () -> {
                    begin.await();
                    while (read(leases, inside, emptied)) {
                      Thread.onSpinWait();
                    }
                    return true;
                  })
              .map(threads::submit)
              .toList();
      begin.countDown();
      if (leases.shut()) {
        assertThat(inside.get()).isZero();
        emptied.incrementAndGet();
      }
      for (var reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
    assertThat(emptied).hasValue(1);
  }

  /** One visit; false: it is shut. */
  private static boolean read(Leases leases, AtomicInteger inside, AtomicInteger emptied) {
    int entered = leases.enter();
    if (entered >= 0) {
      assertThat(emptied.get()).isZero();
      inside.incrementAndGet();
      inside.decrementAndGet();
    }
    if (leases.leave(entered)) {
      assertThat(inside.get()).isZero();
      emptied.incrementAndGet();
    }
    return entered >= 0;
  }
}
