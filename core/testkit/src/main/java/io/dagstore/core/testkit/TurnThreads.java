package io.dagstore.core.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads of which one runs at a time, until it waits, yields or ends; then randomness
 * picks the next. With a seed, the same is done in the same order again. A virtual thread that one
 * of them starts takes turns with them.
 *
 * <p>The JVM must be started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}. With {@code
 * -Djdk.trackAllThreads=false} too, threads that wait are forgotten, with all they hold, when this
 * and what they wait for are: what dies in a simulation is no burden to the next. Turns are given
 * by one platform thread; the rest is thread-safe.
 */
public final class TurnThreads implements Executor {
  private static final int SHOWN = 12;

  private final RandomGenerator random;
  private final Thread.Builder.OfVirtual threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final List<Runnable> ready = new ArrayList<>();
  private final Set<Thread> alive = ConcurrentHashMap.newKeySet();

  /** No threads; who is next is picked by this. */
  public TurnThreads(RandomGenerator random) {
    this.random = random;
    this.threads = builder(this::add);
  }

  /** A scheduler of one's own is what the JDK has for its tests only. */
  private static Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      var type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
      var constructor = type.getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK gives virtual threads no scheduler of ours", e);
    }
  }

  /** Starts a thread, which waits for its turn. */
  public Thread start(Runnable task) {
    var thread =
        threads.unstarted(() -> {
          try {
            task.run();
          } finally {
            alive.remove(Thread.currentThread());
          }
        });
    alive.add(thread);
    thread.start();
    return thread;
  }

  /** Ends the turn of the calling thread, which is ready for the next one at once. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler that is relied on is this one.
  public static void pause() {
    Thread.yield();
  }

  @Override
  public void execute(Runnable task) {
    start(task);
  }

  /** Lets one that is ready go on; false: none is. */
  public boolean turn() {
    var next = next();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /**
   * Gives turns until all that were started here have ended.
   *
   * @throws AssertionError if for this long none is ready and some have not ended
   */
  public void runAll(Duration patience) throws InterruptedException {
    while (turn() || !alive.isEmpty()) {
      if (!awaitReady(patience)) {
        throw new AssertionError("nothing moves any more: " + stacks());
      }
    }
  }

  /** Waits for one who is woken from outside, as is who waited for a monitor. */
  private boolean awaitReady(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (ready.isEmpty() && !alive.isEmpty() && left > 0) {
        left = added.awaitNanos(left);
      }
      return left > 0;
    } finally {
      lock.unlock();
    }
  }

  private void add(Runnable task) {
    lock.lock();
    try {
      ready.add(task);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      return ready.isEmpty() ? null : ready.remove(random.nextInt(ready.size()));
    } finally {
      lock.unlock();
    }
  }

  private String stacks() {
    return alive.stream()
        .map(Thread::getStackTrace)
        .map(stack -> Arrays.stream(stack).limit(SHOWN).map(Object::toString))
        .map(stack -> stack.collect(Collectors.joining("\n    ", "\n  ", "")))
        .collect(Collectors.joining());
  }
}
