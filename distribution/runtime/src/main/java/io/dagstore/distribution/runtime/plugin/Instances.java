package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;

/** Makes one node's instances of a plug-in's classes, guarded or not. */
sealed interface Instances permits OwnInstances, GuardedInstances {
  MountProvider mount(Class<?> type) throws IOException;

  StoreListener listener(Class<?> type) throws IOException;

  ShardIndexer indexer(Class<?> type) throws IOException;

  InvertedIndexProvider inverted(Class<?> type) throws IOException;

  JournalProvider journal(Class<?> type) throws IOException;

  /**
   * Ends what the instances have open, once nobody finds them any more; returns how many that were.
   */
  int end();
}
