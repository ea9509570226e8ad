package io.dagstore.core.store;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the store's events down in a journal. */
final class JournalListener implements StoreListener {
  private static final String SYSTEM = "dagstore";

  private final Journal journal;
  private final InstantSource clock;

  JournalListener(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void on(StoreEvent event) {
    switch (event) {
      case StoreEvent.Registered e ->
          record(e, "registered", Map.of("mount", e.mount().toString(), "lazy", e.lazy()));
      case StoreEvent.StateChanged e ->
          record(e, "shard_state", Map.of("from", e.from().name(), "to", e.to().name()));
      case StoreEvent.Indexed e ->
          record(
              e,
              "indexed",
              Map.of("blocks", e.blocks(), "skipped", e.skipped(), "bytes", e.bytes()));
      case StoreEvent.Failed e -> record(e, "failed", Map.of("error", e.cause().toString()));
      case StoreEvent.Destroyed e -> record(e, "destroyed", Map.of());
      case StoreEvent.CorruptBlock e ->
          record(
              e, "corrupt_block", Map.of("cid", e.cid().toString(), "error", e.cause().toString()));
      case StoreEvent.Unreadable e ->
          record(e, "unreadable", Map.of("error", e.cause().toString()));
      case StoreEvent.Repaired e -> record(e, "repaired", Map.of("what", e.what()));
      case StoreEvent.Recovered e -> record(e, "recovered", error(e.error()));
      case StoreEvent.GarbageCollected e -> record(e, "gc", error(e.error()));
    }
  }

  private static Map<String, Object> error(Optional<String> error) {
    return error.<Map<String, Object>>map(text -> Map.of("error", text)).orElse(Map.of());
  }

  private void record(StoreEvent event, String name, Map<String, Object> details) {
    var data = new LinkedHashMap<String, Object>();
    data.put("key", event.key().value());
    data.putAll(details);
    journal.record(new JournalEvent(clock.instant(), SYSTEM, name, data));
  }
}
