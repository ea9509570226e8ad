import org.jspecify.annotations.NullMarked;

/** A node: a store with its configuration, journal, plug-ins and server, wired by Dagger. */
@NullMarked
module io.dagstore.distribution.runtime {
  requires transitive io.dagstore.core.api;
  requires transitive io.dagstore.distribution.rpc;
  requires static io.dagstore.distribution.launcher;
  requires static org.apache.felix.framework;
  requires static transitive org.jspecify;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  exports io.dagstore.distribution.runtime;
  exports io.dagstore.distribution.runtime.config;
  exports io.dagstore.distribution.runtime.plugin;
}
