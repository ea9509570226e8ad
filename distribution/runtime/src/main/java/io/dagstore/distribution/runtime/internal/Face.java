package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.distribution.rpc.NodeStatus;
import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.rpc.RpcNode;
import io.dagstore.distribution.rpc.Tokens;
import io.dagstore.distribution.runtime.plugin.Plugins;
import io.dagstore.distribution.runtime.plugin.Registries;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node as those see it who ask by JSON-RPC. */
@Singleton
public final class Face implements RpcNode {
  private final Given given;
  private final DagStore store;
  private final Journal journal;
  private final Plugins plugins;
  private final Registries registries;
  private final Provider<Tokens> tokens;
  private final Instant started;
  private volatile Optional<URI> url = Optional.empty();

  @Inject
  Face(
      Given given,
      DagStore store,
      Journal journal,
      Plugins plugins,
      Registries registries,
      Provider<Tokens> tokens) {
    this.given = given;
    this.store = store;
    this.journal = journal;
    this.plugins = plugins;
    this.registries = registries;
    this.tokens = tokens;
    this.started = given.clock().instant();
  }

  @Override
  public DagStore store() {
    return store;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public List<PluginInfo> plugins() {
    return plugins.list();
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        Release.version(),
        given.directory().toString(),
        ProcessHandle.current().pid(),
        started,
        given.clock().instant(),
        url.map(URI::toString));
  }

  @Override
  public boolean ready(URI mount) {
    try {
      return registries.mounts().mount(mount).stat().ready();
    } catch (IOException | DagStoreException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Tokens tokens() {
    return tokens.get();
  }

  @Override
  public void shutdown() {
    given.shutdown().run();
  }

  void listensAt(URI where) {
    url = Optional.of(where);
  }
}
