package io.dagstore.distribution.rpc;

import io.dagstore.core.api.journal.JournalEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal's event in the words of Lotus' journal. */
record WireEvent(
    String system, String event, Instant timestamp, Map<String, @Nullable Object> data) {
  static WireEvent of(JournalEvent event) {
    return new WireEvent(
        event.system(), event.event(), event.time(), new LinkedHashMap<>(event.data()));
  }

  JournalEvent journalEvent() {
    var kept = new LinkedHashMap<String, Object>();
    data.forEach((name, value) -> {
      if (value != null) {
        kept.put(name, value);
      }
    });
    return new JournalEvent(timestamp, system, event, kept);
  }
}
