package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A node elsewhere. Its calls throw what the node's own parts throw; {@link RpcException} where the
 * node refuses the call, {@code IOException} where it cannot be reached. Thread-safe; whoever
 * connected closes.
 */
public final class RemoteNode implements AutoCloseable {
  private final RpcClient client;
  private final Catalogue store;

  private RemoteNode(ApiInfo api) {
    this.client = RpcClient.connect(api);
    this.store = new RemoteStore(client, "node at " + api.url());
  }

  /** The node there; nothing is sent before the first call. */
  public static RemoteNode connect(ApiInfo api) {
    return new RemoteNode(api);
  }

  /** Its store; closing that ends its use, not the connection. */
  public Catalogue store() {
    return store;
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
    var flags = new BulkFlags(concurrency, includeSealed);
    client.channel("DagstoreInitializeAll", InitializeEvent.class, consumer, flags);
  }

  /**
   * Makes the inverted index there anew and hands over how far it is, until the new one serves.
   *
   * @param engine that makes it; empty: the configured one
   */
  public void rebuildIndex(String engine, Consumer<RebuildProgress> consumer)
      throws IOException, InterruptedException {
    client.channel("DagstoreRebuildIndex", RebuildProgress.class, consumer, engine);
  }

  /** Hands over events of its journal, until they end or, where they are followed, for ever. */
  public void journal(JournalQuery query, Consumer<JournalEvent> consumer)
      throws IOException, InterruptedException {
    client.channel(
        "DagstoreJournal",
        WireEvent.class,
        event -> consumer.accept(event.journalEvent()),
        WireJournalQuery.of(query));
  }

  /** Its plug-ins, sorted by name. */
  public List<PluginInfo> plugins() throws IOException, InterruptedException {
    return List.of(client.call("NodePlugins", PluginInfo[].class));
  }

  /** What it is as a process. */
  public NodeStatus status() throws IOException, InterruptedException {
    return client.call("NodeStatus", NodeStatus.class);
  }

  /**
   * As {@link #status()}; empty, where nothing was answered for so long: a node that is about to
   * end may have taken a connection that it neither answers nor closes.
   */
  public Optional<NodeStatus> status(Duration patience) throws IOException, InterruptedException {
    try {
      var status = client.requestWithin(patience, "NodeStatus", NodeStatus.class);
      return Optional.of((NodeStatus) Objects.requireNonNull(status));
    } catch (HttpTimeoutException e) {
      return Optional.empty();
    }
  }

  /** A new token there. */
  public String newToken(Set<Permission> allowed) throws IOException, InterruptedException {
    var token = client.call("AuthNew", byte[].class, List.copyOf(allowed));
    return new String(token, StandardCharsets.US_ASCII);
  }

  /** What a token allows there. */
  public Set<Permission> verifyToken(String token) throws IOException, InterruptedException {
    var allowed = EnumSet.noneOf(Permission.class);
    allowed.addAll(List.of(client.call("AuthVerify", Permission[].class, token)));
    return allowed;
  }

  /** Asks it to stop; it answers first. */
  public void shutdown() throws IOException, InterruptedException {
    client.request("Shutdown", Void.class);
  }

  @Override
  public void close() {
    client.close();
  }
}
