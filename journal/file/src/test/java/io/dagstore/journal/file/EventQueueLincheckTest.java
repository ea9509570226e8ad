package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Events go through the queue each once and in their order, and its counts are right, in every
 * order that Lincheck makes of the steps. The property {@code lincheck} makes it so many times
 * longer.
 */
final class EventQueueLincheckTest {
  /** A queue whose takers do not wait. */
  @Param(name = "name", gen = IntGen.class, conf = "1:3")
  public static final class Queue {
    private final EventQueue queue = new EventQueue();

    @Operation
    public void offer(@Param(name = "name") int name) {
      queue.offer(event(name));
    }

    @Operation
    public List<String> take() {
      var taken = new ArrayList<JournalEvent>();
      boolean more = queue.take(taken, 2, Duration.ZERO);
      queue.done(taken.size());
      var names = new ArrayList<>(taken.stream().map(JournalEvent::event).toList());
      names.add(more ? "more" : "closed");
      return names;
    }

    private static JournalEvent event(int name) {
      return new JournalEvent(Instant.EPOCH, "test", "e" + name, Map.of());
    }

    @Operation
    public void close() {
      queue.close();
    }
  }

  @Test
  @Timeout(600)
  void eachEventIsTakenOnceAndInItsOrder() {
    new ModelCheckingOptions()
        .iterations(4 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(60)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(Queue.class);
  }
}
