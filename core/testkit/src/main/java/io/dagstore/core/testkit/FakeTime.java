package io.dagstore.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Begins at the start of 2026. Thread-safe. */
public final class FakeTime implements InstantSource {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  /** A clock at the start of 2026. */
  public FakeTime() {}

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock forward. */
  public void advance(Duration by) {
    now.updateAndGet(time -> time.plus(by));
  }
}
