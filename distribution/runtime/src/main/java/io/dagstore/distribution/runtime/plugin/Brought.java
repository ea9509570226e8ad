package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a plug-in has brought to one node, in the registries and in the list. For one thread. */
final class Brought {
  private final Registries registries;
  private final MountLimits limits;
  private final Instances instances;
  private final List<String> words = new ArrayList<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final Map<String, InvertedIndexProvider> inverted = new TreeMap<>();
  private final Map<String, JournalProvider> journals = new TreeMap<>();

  private Brought(Registries registries, MountLimits limits, Instances instances) {
    this.registries = registries;
    this.limits = limits;
    this.instances = instances;
  }

  /**
   * Brings all that the plug-in has.
   *
   * @throws TakenException if another brings the same and does not let it be shared
   * @throws IOException if one of its classes cannot be made; then nothing is brought
   */
  static Brought of(Plugin plugin, Registries registries, MountLimits limits, Instances instances)
      throws IOException {
    var brought = new Brought(registries, limits, instances);
    try {
      for (var point : Plugin.EXTENSION_POINTS) {
        for (var type : plugin.classes().getOrDefault(point, List.of())) {
          brought.bring(point, type);
        }
      }
      return brought;
    } catch (IOException | RuntimeException e) {
      brought.end();
      throw e;
    }
  }

  private void bring(Class<?> point, Class<?> type) throws IOException {
    if (point == MountProvider.class) {
      mount(instances.mount(type));
    } else if (point == StoreListener.class) {
      listener(instances.listener(type), type);
    } else if (point == ShardIndexer.class) {
      indexer(instances.indexer(type));
    } else if (point == InvertedIndexProvider.class) {
      var provider = instances.inverted(type);
      inverted.put(provider.name(), provider);
      words.add("index " + provider.name());
    } else if (point == JournalProvider.class) {
      var provider = instances.journal(type);
      journals.put(provider.name(), provider);
      words.add("journal " + provider.name());
    }
  }

  private void mount(MountProvider provider) throws TakenException {
    var limited = limits.limit(provider);
    try {
      registries.mounts().add(limited);
    } catch (IllegalArgumentException e) {
      throw new TakenException("mount " + provider.scheme());
    }
    undo.add(() -> registries.mounts().remove(limited));
    words.add("mount " + provider.scheme());
  }

  private void listener(StoreListener listener, Class<?> type) {
    registries.listeners().add(listener);
    undo.add(() -> registries.listeners().remove(listener));
    words.add("listener " + type.getSimpleName());
  }

  private void indexer(ShardIndexer indexer) {
    registries.indexers().add(indexer);
    undo.add(() -> registries.indexers().remove(indexer));
    words.add("indexer " + indexer.name());
  }

  /** What it is, in words such as {@code mount s3}. */
  List<String> words() {
    return Collections.unmodifiableList(words);
  }

  /** The indices it can open, by name. */
  Map<String, InvertedIndexProvider> inverted() {
    return Collections.unmodifiableMap(inverted);
  }

  /** The journals it can open, by name. */
  Map<String, JournalProvider> journals() {
    return Collections.unmodifiableMap(journals);
  }

  /** Takes it all back; returns how many sources had to be closed under their readers. */
  int end() {
    undo.reversed().forEach(Runnable::run);
    return instances.end();
  }
}
