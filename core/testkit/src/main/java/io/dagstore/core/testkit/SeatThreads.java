package io.dagstore.core.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a seat: those made here, and platform threads that carry its name. */
final class SeatThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger made = new AtomicInteger();
  private final Set<Thread> alive = ConcurrentHashMap.newKeySet();

  SeatThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    var thread =
        Thread.ofVirtual()
            .name(name + "-thread-" + made.incrementAndGet())
            .unstarted(() -> {
              try {
                task.run();
              } finally {
                alive.remove(Thread.currentThread());
              }
            });
    alive.add(thread);
    return thread;
  }

  /** What has not ended after this time, with where it stands. */
  List<String> leaks(Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    var leaks = new ArrayList<String>();
    for (var thread : mine()) {
      if (thread.getState() != Thread.State.NEW && !ends(thread, deadline)) {
        leaks.add("thread " + thread.getName() + " runs on at " + where(thread));
      }
    }
    return leaks;
  }

  private Set<Thread> mine() {
    Set<Thread> mine = ConcurrentHashMap.newKeySet();
    mine.addAll(alive);
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(name))
        .forEach(mine::add);
    return mine;
  }

  private static boolean ends(Thread thread, long deadline) {
    try {
      return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String where(Thread thread) {
    var stack = thread.getStackTrace();
    return Arrays.toString(Arrays.copyOf(stack, Math.min(stack.length, 8)));
  }
}
