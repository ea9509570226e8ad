package io.dagstore.distribution.runtime.internal;

import dagger.BindsInstance;
import dagger.Component;
import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.files.Closer;
import io.dagstore.distribution.runtime.plugin.Plugins;
import jakarta.inject.Singleton;

/**
 * One node. Each part is made when it is asked for first, after what it needs, and is closed by the
 * closer in the reverse order. What fails to open throws an {@link java.io.UncheckedIOException}.
 */
@Singleton
@Component(
    modules = {JournalModule.class, PluginModule.class, StoreModule.class, ServerModule.class})
public interface NodeComponent {
  /** The node's journal. */
  Journal journal();

  /** Its plug-ins. */
  Plugins plugins();

  /** Its store. */
  DagStore store();

  /** Collects its garbage. */
  GarbageLoop garbage();

  /** Its face to those who ask by JSON-RPC. */
  Face face();

  /** Its server. */
  Server server();

  /** Makes nodes. */
  @Component.Factory
  interface Factory {
    /** A node of these parts; nothing is opened yet. */
    NodeComponent create(@BindsInstance Given given, @BindsInstance Closer closer);
  }
}
