package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A node elsewhere. Thread-safe; whoever connected closes. */
@SuppressWarnings("DoNotCallSuggester")
public final class RemoteNode implements AutoCloseable {
  private RemoteNode() {}

  /** The node there; nothing is sent before the first call. */
  public static RemoteNode connect(ApiInfo api) {
    throw new UnsupportedOperationException();
  }

  /** Its store; closing that does nothing, closing this does. */
  public Catalogue store() {
    throw new UnsupportedOperationException();
  }

  /**
   * Indexes all new shards there and hands over what happens, until all are done.
   *
   * @param concurrency shards at once, 0: no limit
   * @param includeSealed also those whose mount cannot be read at once
   */
  public void initializeAll(
      int concurrency, boolean includeSealed, Consumer<InitializeEvent> consumer)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Hands over events of its journal, until they end or, where they are followed, for ever. */
  public void journal(JournalQuery query, Consumer<JournalEvent> consumer)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Its plug-ins. */
  public List<PluginInfo> plugins() throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** What it is as a process. */
  public NodeStatus status() throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** A new token there. */
  public String newToken(Set<Permission> allowed) throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** What a token allows there. */
  public Set<Permission> verifyToken(String token) throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Asks it to stop. */
  public void shutdown() throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
