package io.dagstore.journal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.testkit.JournalContract;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryJournalTest extends JournalContract {
  @Override
  protected Journal journal() {
    return new MemoryJournal();
  }

  @Test
  void forgetsTheOldestFirst() {
    var journal = new MemoryJournal(2);

    for (long number = 1; number <= 3; number++) {
      journal.record(new JournalEvent(Instant.EPOCH, "test", "e" + number, Map.of()));
    }

    assertThat(journal.events()).extracting(JournalEvent::event).containsExactly("e2", "e3");
  }
}
