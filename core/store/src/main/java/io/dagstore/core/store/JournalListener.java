package io.dagstore.core.store;

import static java.util.Map.entry;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
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
          record(
              e,
              "registered",
              List.of(entry("mount", e.mount().toString()), entry("lazy", e.lazy())));
      case StoreEvent.StateChanged e ->
          record(
              e,
              "shard_state",
              List.of(entry("from", e.from().name()), entry("to", e.to().name())));
      case StoreEvent.Indexed e ->
          record(
              e,
              "indexed",
              List.of(
                  entry("blocks", e.blocks()),
                  entry("skipped", e.skipped()),
                  entry("bytes", e.bytes())));
      case StoreEvent.Failed e -> record(e, "failed", failure(e.cause()));
      case StoreEvent.Destroyed e -> record(e, "destroyed", List.of());
      case StoreEvent.CorruptBlock e ->
          record(
              e,
              "corrupt_block",
              List.of(entry("cid", e.cid().toString()), entry("error", e.cause().toString())));
      case StoreEvent.Unreadable e ->
          record(e, "unreadable", List.of(entry("error", e.cause().toString())));
      case StoreEvent.Repaired e -> record(e, "repaired", List.of(entry("what", e.what())));
      case StoreEvent.Recovered e -> record(e, "recovered", error(e.error()));
      case StoreEvent.GarbageCollected e -> record(e, "gc", error(e.error()));
      case StoreEvent.Copied e ->
          record(e, "copied", List.of(entry("bytes", e.bytes()), entry("resumed", e.resumed())));
      case StoreEvent.Evicted e -> record(e, "evicted", List.of(entry("bytes", e.bytes())));
    }
  }

  private static List<Entry<String, Object>> failure(Exception cause) {
    return List.of(entry("error", cause.toString()), entry("passing", RetryPlan.passes(cause)));
  }

  private static List<Entry<String, Object>> error(Optional<String> error) {
    return error.stream().map(text -> Map.<String, Object>entry("error", text)).toList();
  }

  /** Takes the event down; its details keep their order. */
  private void record(StoreEvent event, String name, List<Entry<String, Object>> details) {
    var data = new LinkedHashMap<String, Object>();
    data.put("key", event.key().value());
    details.forEach(detail -> data.put(detail.getKey(), detail.getValue()));
    journal.record(new JournalEvent(clock.instant(), SYSTEM, name, data));
  }
}
