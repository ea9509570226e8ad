package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A seat that keeps what it is told, and the order of it. */
final class RecordingSeat implements Seat {
  private final List<Plugin> plugins = new ArrayList<>();
  private final Map<String, String> problems = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();

  /** Name and version of what serves. */
  synchronized List<String> serving() {
    return plugins.stream().map(plugin -> plugin.name() + " " + plugin.version()).sorted().toList();
  }

  synchronized List<Plugin> plugins() {
    return List.copyOf(plugins);
  }

  /** By file: why it does not serve. */
  synchronized Map<String, String> problems() {
    return Map.copyOf(problems);
  }

  /** All calls since the last time. */
  synchronized List<String> takeCalls() {
    var taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  @Override
  public boolean isAll() {
    return false;
  }

  @Override
  public synchronized void add(Plugin plugin) {
    plugins.add(plugin);
    calls.add("add " + plugin.name());
  }

  @Override
  public synchronized void remove(Plugin plugin) {
    plugins.remove(plugin);
    calls.add("remove " + plugin.name());
  }

  @Override
  public synchronized void refuse(PluginInfo refused) {
    problems.put(refused.file().orElseThrow(), refused.problem().orElseThrow());
  }

  @Override
  public synchronized void forget(PluginInfo refused) {
    problems.remove(refused.file().orElseThrow());
  }
}
