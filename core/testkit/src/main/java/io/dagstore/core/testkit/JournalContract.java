package io.dagstore.core.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Journal} must do. */
public abstract class JournalContract {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Seconds after which something will not happen any more. */
  private static final long WAIT = 20;

  /** A folder for what one test needs. */
  @TempDir public Path directory;

  /** For subclasses. */
  protected JournalContract() {}

  /** A journal with nothing in it, one for each test. */
  protected abstract Journal journal() throws IOException;

  /** Everything that was taken down in the journal, in its order; by {@link Journal#read}. */
  protected List<JournalEvent> read(Journal journal) throws IOException, InterruptedException {
    return read(journal, JournalQuery.ALL);
  }

  private static List<JournalEvent> read(Journal journal, JournalQuery query)
      throws IOException, InterruptedException {
    var events = new ArrayList<JournalEvent>();
    journal.read(query, events::add);
    return events;
  }

  @Test
  void keepsEventsInTheirOrder() throws Exception {
    var journal = journal();
    var events = List.of(event(1), event(2), event(3));

    events.forEach(journal::record);

    assertThat(read(journal)).isEqualTo(events);
  }

  @Test
  void keepsEveryDetail() throws Exception {
    var journal = journal();
    Map<String, Object> details = Map.of("text", "a \"ü\"\n☃", "number", 7L, "truth", true);
    var event = new JournalEvent(TIME, "dagstore", "indexed", details);

    journal.record(event);

    assertThat(read(journal)).containsExactly(event);
  }

  @Test
  void losesNothingOfManyWriters() throws Exception {
    var journal = journal();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        long number = i;
        threads.execute(() -> journal.record(event(number)));
      }
    }

    assertThat(read(journal)).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void findsWhatIsAskedFor() throws Exception {
    try (var journal = journal()) {
      journal.record(event(1));
      journal.record(event(2));
      journal.record(new JournalEvent(TIME.plusSeconds(3), "other", "counted", Map.of()));

      assertThat(read(journal, JournalQuery.ALL.since(TIME.plusSeconds(2)))).hasSize(2);
      assertThat(read(journal, JournalQuery.ALL.system("test"))).hasSize(2);
      assertThat(read(journal, JournalQuery.ALL.system("test").since(TIME.plusSeconds(2))))
          .containsExactly(event(2));
    }
  }

  @Test
  void aReaderThatFollowsMissesNothingAndSeesNothingTwice() throws Exception {
    var seen = new LinkedBlockingQueue<JournalEvent>();
    var journal = journal();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.record(event(0));
      var reading = follow(threads, journal, seen);

      for (long number = 1; number < 200; number++) {
        journal.record(event(number));
      }

      for (long number = 0; number < 200; number++) {
        assertThat(seen.poll(WAIT, SECONDS)).isEqualTo(event(number));
      }
      assertThat(reading.isDone()).isFalse();
      journal.close();
      reading.get(WAIT, SECONDS);
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void anInterruptEndsAReaderThatFollowsAndNobodyElse() throws Exception {
    var seen = new LinkedBlockingQueue<JournalEvent>();
    var others = new LinkedBlockingQueue<JournalEvent>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var journal = journal()) {
      var reading = follow(threads, journal, seen);
      var other = follow(threads, journal, others);
      journal.record(event(1));
      assertThat(seen.poll(WAIT, SECONDS)).isEqualTo(event(1));

      reading.cancel(true);
      journal.record(event(2));

      assertThat(others.poll(WAIT, SECONDS)).isEqualTo(event(1));
      assertThat(others.poll(WAIT, SECONDS)).isEqualTo(event(2));
      assertThat(other.isDone()).isFalse();
    }
  }

  @Test
  void closingAgainDoesNothing() throws Exception {
    var journal = journal();
    journal.record(event(1));

    journal.close();
    journal.close();
    journal.record(event(2));
  }

  private static Future<?> follow(
      ExecutorService threads, Journal journal, BlockingQueue<JournalEvent> seen) {
    return threads.submit(() -> {
      journal.read(JournalQuery.ALL.following(), seen::add);
      return seen;
    });
  }

  private static JournalEvent event(long number) {
    return new JournalEvent(TIME.plusSeconds(number), "test", "counted", Map.of("number", number));
  }
}
