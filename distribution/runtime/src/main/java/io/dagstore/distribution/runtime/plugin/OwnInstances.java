package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.plugin.PluginContext;
import java.io.IOException;

/**
 * Instances of classes that ship with us: they are trusted, and reads through them cost nothing.
 */
record OwnInstances(PluginContext context) implements Instances {
  @Override
  public MountProvider mount(Class<?> type) throws IOException {
    return Maker.make(type, MountProvider.class, context);
  }

  @Override
  public StoreListener listener(Class<?> type) throws IOException {
    return Maker.make(type, StoreListener.class, context);
  }

  @Override
  public ShardIndexer indexer(Class<?> type) throws IOException {
    return Maker.make(type, ShardIndexer.class, context);
  }

  @Override
  public InvertedIndexProvider inverted(Class<?> type) throws IOException {
    return Maker.make(type, InvertedIndexProvider.class, context);
  }

  @Override
  public JournalProvider journal(Class<?> type) throws IOException {
    return Maker.make(type, JournalProvider.class, context);
  }

  @Override
  public int end() {
    return 0;
  }
}
