package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.Node;
import io.dagstore.distribution.runtime.NodeSetup;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node and its plug-ins, from before it starts until after it has ended. */
final class NodeSeat implements Seat, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeSeat.class.getName());

  private final Path repo;
  private final List<Plugin> plugins = new ArrayList<>();
  private final List<PluginInfo> refused = new ArrayList<>();
  private Optional<Node> node = Optional.empty();
  private boolean closed;

  NodeSeat(Path repo) {
    this.repo = repo;
  }

  /** The node's directory. */
  Path repo() {
    return repo;
  }

  /**
   * Starts the node with what has come so far; what comes later reaches it while it runs. Empty
   * when it was closed before it could start.
   */
  synchronized Optional<Node> start(NodeSetup setup) throws IOException {
    if (!closed) {
      var started = Node.start(setup.plugins(plugins));
      refused.forEach(started.plugins()::refuse);
      node = Optional.of(started);
    }
    return node;
  }

  /** Ends the node, if it runs; may be repeated. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (node.isPresent()) {
        node.get().close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, repo + " did not end well", e);
    }
    node = Optional.empty();
  }

  @Override
  public boolean isAll() {
    return false;
  }

  @Override
  public synchronized void add(Plugin plugin) {
    plugins.add(plugin);
    node.ifPresent(n -> n.plugins().add(plugin));
  }

  @Override
  public synchronized void remove(Plugin plugin) {
    plugins.remove(plugin);
    node.ifPresent(n -> n.plugins().remove(plugin));
  }

  @Override
  public synchronized void refuse(PluginInfo info) {
    refused.add(info);
    node.ifPresent(n -> n.plugins().refuse(info));
  }

  @Override
  public synchronized void forget(PluginInfo info) {
    refused.remove(info);
    node.ifPresent(n -> n.plugins().forget(info));
  }
}
