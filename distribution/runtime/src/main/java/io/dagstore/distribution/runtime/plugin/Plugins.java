package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.distribution.rpc.PluginInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The plug-ins of one node, which may come and go while it runs. What a stranger's plug-in does is
 * guarded: a call that throws what it may not, answers wrongly or misses its deadline is a {@link
 * PluginException} for the shard it was made for, and is in the journal with the plug-in's name.
 * Thread-safe; calls about different plug-ins do not wait for each other.
 */
public final class Plugins implements AutoCloseable {
  private final PluginHost host;
  private final Registries registries;
  private final MountLimits limits;
  private final Consumer<Plugin> gone;
  private final Map<Plugin, Entry> entries = Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<PluginInfo> refused = new CopyOnWriteArrayList<>();

  /**
   * Plug-ins of a node, none yet.
   *
   * @param host what they get of the node
   * @param registries where what they bring is put
   * @param gone hears of each that was let go
   */
  public Plugins(PluginHost host, Registries registries, Consumer<Plugin> gone) {
    this.host = host;
    this.registries = registries;
    this.gone = gone;
    this.limits = new MountLimits(host.config().dagStore());
  }

  /**
   * Takes in a plug-in and makes the node's own instances of its classes, all of them or none. What
   * goes wrong with it is told by {@link #list} and the journal; nothing is thrown for it. One
   * whose mount scheme is taken waits until it is free.
   */
  public void add(Plugin plugin) {
    var entry = new Entry(plugin, host, registries, limits);
    if (entries.putIfAbsent(plugin, entry) == null) {
      entry.start();
    }
  }

  /**
   * Lets a plug-in go, with all that it brought; one that is not here: does nothing. Shards behind
   * its mounts are unavailable when this returns, and its sources are closed. So is an index or a
   * journal of its that the node has open: what is asked of that index fails, and that journal
   * takes down no more, until the node starts again.
   */
  public void remove(Plugin plugin) {
    var entry = entries.remove(plugin);
    if (entry != null) {
      entry.stop();
      gone.accept(plugin);
      all().stream().filter(Entry::waits).forEach(Entry::start);
    }
  }

  /** Puts one into the list that could not even be made a plug-in, until {@link #forget}. */
  public void refuse(PluginInfo info) {
    refused.add(info);
  }

  /** Takes one out of the list that was put there by {@link #refuse}. */
  public void forget(PluginInfo info) {
    refused.remove(info);
  }

  /** What is here, sorted by name. */
  public List<PluginInfo> list() {
    var list = new ArrayList<>(refused);
    all().forEach(entry -> list.add(entry.info()));
    list.sort(Comparator.comparing(PluginInfo::bundle).thenComparing(PluginInfo::version));
    return Collections.unmodifiableList(list);
  }

  /** The inverted indices that can be opened, by name. */
  public Map<String, InvertedIndexProvider> inverted() {
    var found = new TreeMap<String, InvertedIndexProvider>();
    all().forEach(entry -> entry.inverted().forEach(found::putIfAbsent));
    return found;
  }

  /** The journals that can be opened, by name. */
  public Map<String, JournalProvider> journals() {
    var found = new TreeMap<String, JournalProvider>();
    all().forEach(entry -> entry.journals().forEach(found::putIfAbsent));
    return found;
  }

  private List<Entry> all() {
    synchronized (entries) {
      return new ArrayList<>(entries.values());
    }
  }

  /** Lets all of them go, the last one first. */
  @Override
  public void close() {
    for (var entry : all().reversed()) {
      entry.stop();
    }
    entries.clear();
  }
}
