package io.dagstore.core.api.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param time when, by the clock of the node
 * @param system the part it happened in, such as {@code dagstore}
 * @param event what happened, such as {@code indexed}
 * @param data its details in their order: text, numbers, truth values
 */
public record JournalEvent(Instant time, String system, String event, Map<String, Object> data) {
  /** Keeps its own copy of the data. */
  public JournalEvent {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
