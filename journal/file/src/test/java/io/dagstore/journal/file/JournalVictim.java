package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * A process that records numbered events, first to last, of a kilobyte each. It says on standard
 * output which of them are written for sure: {@code + NUMBER}.
 */
final class JournalVictim {
  private JournalVictim() {}

  static final FileJournalConfig CONFIG =
      FileJournalConfig.DEFAULT
          .withRoll(1 << 18, Duration.ofDays(1))
          .withBudget(1 << 30, Duration.ofDays(9));

  public static void main(String[] arguments) throws Exception {
    var last = Long.parseLong(arguments[2]);
    try (var journal = FileJournal.open(Path.of(arguments[0]), CONFIG, InstantSource.system())) {
      for (long i = Long.parseLong(arguments[1]); i < last; i++) {
        Map<String, Object> data = Map.of("number", i, "text", "x".repeat(1000));
        journal.record(new JournalEvent(InstantSource.system().instant(), "test", "counted", data));
        if (i % 50 == 0) {
          journal.read(JournalQuery.ALL.system("none"), _ -> {});
          System.out.println("+ " + i);
        }
      }
      System.out.println("lost " + journal.lost());
    }
  }
}
