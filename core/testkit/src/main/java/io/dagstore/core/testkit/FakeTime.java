package io.dagstore.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it, and a timer that goes by it. Begins at the start
 * of 2026. Thread-safe.
 */
public final class FakeTime implements InstantSource {
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long asked;

  private record Alarm(Instant time, long order, Runnable task) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      int byTime = time.compareTo(other.time);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  /** A clock at the start of 2026. */
  public FakeTime() {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Asks for one call of the task when the clock was moved by this time, on the thread that moves
   * it.
   *
   * @return takes the wish back
   */
  public synchronized Runnable after(Duration time, Runnable task) {
    var alarm = new Alarm(now.plus(time), asked++, task);
    alarms.add(alarm);
    return () -> takeBack(alarm);
  }

  private synchronized void takeBack(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** How many calls are still to come. */
  public synchronized int alarms() {
    return alarms.size();
  }

  /** Moves the clock forward, and calls what is due on the way, each at its time. */
  public void advance(Duration by) {
    var end = instant().plus(by);
    for (var task = next(end); task != null; task = next(end)) {
      task.run();
    }
  }

  /** Sets the clock back, as who keeps a machine's time may; calls nothing. */
  public synchronized void back(Duration by) {
    now = now.minus(by);
  }

  private synchronized @Nullable Runnable next(Instant end) {
    var alarm = alarms.peek();
    if (alarm == null || alarm.time().isAfter(end)) {
      now = end.isAfter(now) ? end : now;
      return null;
    }
    alarms.remove();
    now = alarm.time().isAfter(now) ? alarm.time() : now;
    return alarm.task();
  }
}
