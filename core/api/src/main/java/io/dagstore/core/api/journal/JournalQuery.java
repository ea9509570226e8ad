package io.dagstore.core.api.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events of a journal are asked for.
 *
 * @param since only events of this time and later; empty: all that are kept
 * @param system only events of this system; empty: of all
 * @param follow false: what is kept now; true: then also what comes
 */
public record JournalQuery(Optional<Instant> since, Optional<String> system, boolean follow) {
  /** All that is kept now. */
  public static final JournalQuery ALL =
      new JournalQuery(Optional.empty(), Optional.empty(), false);

  /** The same query for events of this time and later. */
  public JournalQuery since(Instant first) {
    return new JournalQuery(Optional.of(first), system, follow);
  }

  /** The same query for events of this system. */
  public JournalQuery system(String only) {
    return new JournalQuery(since, Optional.of(only), follow);
  }

  /** The same query, that goes on with what comes. */
  public JournalQuery following() {
    return new JournalQuery(since, system, true);
  }

  /** Tells whether an event is one of those asked for. */
  public boolean matches(JournalEvent event) {
    return since.map(first -> !event.time().isBefore(first)).orElse(true)
        && system.map(event.system()::equals).orElse(true);
  }
}
