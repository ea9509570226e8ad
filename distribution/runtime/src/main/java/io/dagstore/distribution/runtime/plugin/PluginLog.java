package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what becomes of one plug-in. A fault that repeats itself is taken down once a second
 * at most, with the number of those in between. Thread-safe.
 */
final class PluginLog {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Plugin plugin;
  private final Journal journal;
  private final InstantSource clock;
  private @Nullable String lastCall;
  private Instant lastTime = Instant.MIN;
  private long since;

  PluginLog(Plugin plugin, Journal journal, InstantSource clock) {
    this.plugin = plugin;
    this.journal = journal;
    this.clock = clock;
  }

  /** What happened to the plug-in as a whole: {@code added}, {@code removed}. */
  void event(String what) {
    record(Map.of("what", what));
  }

  void event(String what, String error) {
    var data = new LinkedHashMap<String, Object>();
    data.put("what", what);
    data.put("error", error);
    record(data);
  }

  /** A call that went wrong. */
  synchronized PluginException fault(PluginException fault) {
    var now = clock.instant();
    if (fault.call().equals(lastCall) && now.isBefore(lastTime.plus(QUIET))) {
      since++;
      return fault;
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("what", "fault");
    data.put("call", fault.call());
    data.put("error", fault.what());
    if (since > 0) {
      data.put("before", since);
    }
    lastCall = fault.call();
    lastTime = now;
    since = 0;
    record(data);
    return fault;
  }

  /** What a journal is to take down when it answers again: that it has lost so many events. */
  JournalEvent lost(long events) {
    var data = new LinkedHashMap<String, Object>();
    data.put("what", "fault");
    data.put("call", "Journal.record");
    data.put("lost", events);
    return event(data);
  }

  private void record(Map<String, Object> details) {
    journal.record(event(details));
  }

  private JournalEvent event(Map<String, Object> details) {
    var data = new LinkedHashMap<String, Object>();
    data.put("bundle", plugin.name());
    data.put("version", plugin.version());
    data.putAll(details);
    return new JournalEvent(clock.instant(), "dagstore", "plugin", data);
  }
}
