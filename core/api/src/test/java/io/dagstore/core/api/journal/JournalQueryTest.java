package io.dagstore.core.api.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JournalQueryTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final JournalEvent EVENT =
      new JournalEvent(TIME, "dagstore", "registered", Map.of());

  @Test
  void asksForEverythingUnlessItIsTold() {
    assertThat(JournalQuery.ALL.matches(EVENT)).isTrue();
    assertThat(JournalQuery.ALL.follow()).isFalse();
    assertThat(JournalQuery.ALL.following().follow()).isTrue();
  }

  @Test
  void theFirstMomentIsIncluded() {
    assertThat(JournalQuery.ALL.since(TIME).matches(EVENT)).isTrue();
    assertThat(JournalQuery.ALL.since(TIME.plusNanos(1)).matches(EVENT)).isFalse();
  }

  @Test
  void aSystemIsMeantWhole() {
    assertThat(JournalQuery.ALL.system("dagstore").matches(EVENT)).isTrue();
    assertThat(JournalQuery.ALL.system("dag").matches(EVENT)).isFalse();
  }
}
