import org.jspecify.annotations.NullMarked;

/** A node: a store with its configuration, journal, plug-ins and server, wired by Dagger. */
@NullMarked
module io.dagstore.distribution.runtime {
  requires transitive io.dagstore.core.api;
  requires transitive io.dagstore.distribution.rpc;
  requires static io.dagstore.distribution.launcher;
  requires static org.apache.felix.framework;
  requires static transitive org.jspecify;
  requires dagger;
  requires io.dagstore.core.files;
  requires io.dagstore.core.store;
  requires io.dagstore.distribution.http;
  requires io.dagstore.index.file;
  requires io.dagstore.index.segments;
  requires io.dagstore.journal.file;
  requires io.dagstore.journal.memory;
  requires jakarta.inject;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  exports io.dagstore.distribution.runtime;
  exports io.dagstore.distribution.runtime.config;
  exports io.dagstore.distribution.runtime.plugin;

  uses io.dagstore.core.api.StoreListener;
  uses io.dagstore.core.api.index.InvertedIndexProvider;
  uses io.dagstore.core.api.index.ShardIndexer;
  uses io.dagstore.core.api.journal.JournalProvider;
  uses io.dagstore.core.api.mount.MountProvider;
}
