package io.dagstore.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class EventQueueTest {
  private static final JournalEvent EVENT =
      new JournalEvent(Instant.EPOCH, "test", "event", Map.of());

  private final EventQueue queue = new EventQueue();

  @Test
  void aStuckWriterHoldsRecordersUpOnceAndIsNotWaitedForAgain() {
    for (int i = 0; i < 4096; i++) {
      queue.offer(EVENT);
    }
    var start = System.nanoTime();

    for (int i = 0; i < 10_000; i++) {
      queue.offer(EVENT);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(queue.refused()).isEqualTo(10_000);
  }

  @Test
  void takesInAgainWhenThereIsRoom() {
    for (int i = 0; i < 5000; i++) {
      queue.offer(EVENT);
    }
    var batch = new ArrayList<JournalEvent>();

    queue.take(batch, 1, Duration.ZERO);
    queue.offer(EVENT);

    assertThat(queue.refused()).isEqualTo(5000 - 4096);
  }

  @Test
  void whatFoundNoRoomIsToldInTheJournal(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 4100; i++) {
      queue.offer(EVENT);
    }
    queue.close();
    var events = new ArrayList<JournalEvent>();

    try (var tidier = Executors.newSingleThreadExecutor()) {
      var files = new JournalFolder(folder);
      new JournalWriter(files, FileJournalConfig.DEFAULT, new FakeTime(), queue, tidier).run();
    }
    FileJournal.read(folder, JournalQuery.ALL, events::add);

    assertThat(events).hasSize(4097).contains(EVENT);
    assertThat(events.stream().filter(event -> event.event().equals("lost")))
        .singleElement()
        .satisfies(event -> assertThat(event.data()).containsEntry("events", 4L));
  }

  @Test
  void anInterruptedRecorderStaysInterrupted() {
    for (int i = 0; i < 4096; i++) {
      queue.offer(EVENT);
    }

    Thread.currentThread().interrupt();
    queue.offer(EVENT);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void handsOutWhatIsThereAfterTheClose() {
    queue.offer(EVENT);
    queue.close();
    queue.offer(EVENT);
    var batch = new ArrayList<JournalEvent>();

    assertThat(queue.take(batch, 10, Duration.ofDays(1))).isTrue();
    assertThat(batch).hasSize(1);
    batch.clear();
    assertThat(queue.take(batch, 10, Duration.ofDays(1))).isFalse();
  }
}
