package io.dagstore.distribution.rpc;

import io.dagstore.core.api.journal.JournalQuery;
import java.time.Instant;
import java.util.Optional;

/** Which events are asked for. */
record WireJournalQuery(Optional<Instant> since, Optional<String> system, boolean follow) {
  static WireJournalQuery of(JournalQuery query) {
    return new WireJournalQuery(query.since(), query.system(), query.follow());
  }

  JournalQuery query() {
    return new JournalQuery(since, system.filter(s -> !s.isEmpty()), follow);
  }
}
