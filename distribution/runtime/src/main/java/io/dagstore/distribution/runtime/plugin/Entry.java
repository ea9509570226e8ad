package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.distribution.rpc.PluginInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One plug-in of a node, at hand or not. Thread-safe. */
final class Entry {
  private static final String ACTIVE = "active";
  private static final String WAITING = "waiting";
  private static final String FAILED = "failed";

  private final Plugin plugin;
  private final PluginHost host;
  private final Registries registries;
  private final MountLimits limits;
  private final PluginLog log;
  private @Nullable Brought brought;
  private boolean ended;
  private volatile PluginInfo info;

  Entry(Plugin plugin, PluginHost host, Registries registries, MountLimits limits) {
    this.plugin = plugin;
    this.host = host;
    this.registries = registries;
    this.limits = limits;
    this.log = host.log(plugin);
    this.info = info(WAITING, List.of(), Optional.of("is being started"));
  }

  /** Makes its instances, unless it has them. */
  synchronized void start() {
    if (brought != null || ended) {
      return;
    }
    try {
      var now = Brought.of(plugin, registries, limits, instances());
      brought = now;
      info = info(ACTIVE, now.words(), Optional.empty());
      log.event("added");
    } catch (TakenException e) {
      info = info(WAITING, List.of(), Optional.of(String.valueOf(e.getMessage())));
      log.event(WAITING, e.getMessage() + "");
    } catch (IOException | RuntimeException e) {
      info = info(FAILED, List.of(), Optional.of(String.valueOf(e.getMessage())));
      log.event(FAILED, e.getMessage() + "");
    }
  }

  private Instances instances() {
    var context = host.context(plugin);
    if (plugin.own()) {
      return new OwnInstances(context);
    }
    return new GuardedInstances(context, host.calls(plugin), log);
  }

  /** Takes back what it has brought, for good. */
  synchronized void stop() {
    ended = true;
    var there = brought;
    if (there != null) {
      brought = null;
      int left = there.end();
      if (left > 0) {
        log.event("left open", left + " sources, closed now");
      }
      log.event("removed");
    }
  }

  /** True: another one's going may let it start. */
  boolean waits() {
    return info.state().equals(WAITING);
  }

  PluginInfo info() {
    return info;
  }

  synchronized Map<String, InvertedIndexProvider> inverted() {
    return brought == null ? Map.of() : brought.inverted();
  }

  synchronized Map<String, JournalProvider> journals() {
    return brought == null ? Map.of() : brought.journals();
  }

  private PluginInfo info(String state, List<String> brings, Optional<String> problem) {
    return new PluginInfo(
        plugin.name(), plugin.version(), state, plugin.file(), List.copyOf(brings), problem);
  }
}
