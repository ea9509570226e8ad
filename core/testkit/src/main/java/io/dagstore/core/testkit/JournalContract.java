package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Journal} must do. */
public abstract class JournalContract {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** A folder for what one test needs. */
  @TempDir public Path directory;

  /** For subclasses. */
  protected JournalContract() {}

  /** A journal with nothing in it, one for each test. */
  protected abstract Journal journal() throws IOException;

  /** Everything that was taken down in the journal, in its order. */
  protected abstract List<JournalEvent> read(Journal journal) throws IOException;

  @Test
  void keepsEventsInTheirOrder() throws IOException {
    var journal = journal();
    var events = List.of(event(1), event(2), event(3));

    events.forEach(journal::record);

    assertThat(read(journal)).isEqualTo(events);
  }

  @Test
  void keepsEveryDetail() throws IOException {
    var journal = journal();
    Map<String, Object> details = Map.of("text", "a \"ü\"\n☃", "number", 7L, "truth", true);
    var event = new JournalEvent(TIME, "store", "indexed", details);

    journal.record(event);

    assertThat(read(journal)).containsExactly(event);
  }

  @Test
  void losesNothingOfManyWriters() throws IOException {
    var journal = journal();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        long number = i;
        threads.execute(() -> journal.record(event(number)));
      }
    }

    assertThat(read(journal)).hasSize(200).doesNotHaveDuplicates();
  }

  private static JournalEvent event(long number) {
    return new JournalEvent(TIME, "test", "counted", Map.of("number", number));
  }
}
