package io.dagstore.distribution.runtime;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.distribution.rpc.NodeStatus;
import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.distribution.runtime.plugin.Plugins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A node that runs. Thread-safe; whoever started it closes it. */
@SuppressWarnings("DoNotCallSuggester")
public final class Node implements AutoCloseable {
  private Node() {}

  /**
   * Starts a node; when this returns it is ready.
   *
   * @throws io.dagstore.core.api.DagStoreException.StoreBusy if another has the directory
   * @throws io.dagstore.distribution.runtime.config.ConfigException if it cannot start as
   *     configured
   * @throws java.net.BindException if its port is taken
   */
  public static Node start(NodeSetup setup) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The node's own directory. */
  public Path directory() {
    throw new UnsupportedOperationException();
  }

  /** What it was told. */
  public NodeConfig config() {
    throw new UnsupportedOperationException();
  }

  /** Its store; the node closes it. */
  public DagStore store() {
    throw new UnsupportedOperationException();
  }

  /** Its journal; the node closes it. */
  public Journal journal() {
    throw new UnsupportedOperationException();
  }

  /** Where it answers, or empty where it does not listen. */
  public Optional<URI> api() {
    throw new UnsupportedOperationException();
  }

  /** Its plug-ins; the node closes them. */
  public Plugins plugins() {
    throw new UnsupportedOperationException();
  }

  /** What it is as a process. */
  public NodeStatus status() {
    throw new UnsupportedOperationException();
  }

  /** Returns when the node has ended, or was asked to by JSON-RPC and has done so. */
  public void awaitEnd() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the node: no new work, what is being read ends within the grace time, the journal is made
   * durable, the lock is released. May be repeated.
   */
  @Override
  public void close() throws IOException {}
}
