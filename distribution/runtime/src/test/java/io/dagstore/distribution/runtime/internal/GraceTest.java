package io.dagstore.distribution.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class GraceTest {
  /** Where the JDK's own clock may well stand: about to overflow. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  private final Grace grace = new Grace(Duration.ofSeconds(10), nanos::get);

  @Test
  void doesNotBeginBeforeItsBeginning() {
    pass(60);

    assertThat(grace.lasts()).isTrue();
  }

  @Test
  void isOneTimeForAllWhoWait() {
    grace.begin();
    pass(7);
    grace.begin();
    assertThat(grace.lasts()).isTrue();

    pass(3);
    assertThat(grace.lasts()).isFalse();
  }

  @Test
  void noneIsOverAtOnce() {
    assertThat(new Grace(Duration.ZERO, nanos::get).lasts()).isFalse();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
