package io.dagstore.distribution.runtime;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.files.Closer;
import io.dagstore.distribution.rpc.NodeStatus;
import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.distribution.runtime.internal.DaggerNodeComponent;
import io.dagstore.distribution.runtime.internal.Given;
import io.dagstore.distribution.runtime.internal.NodeComponent;
import io.dagstore.distribution.runtime.plugin.Plugins;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A node that runs: a store with its configuration, journal, plug-ins and server. Everything that a
 * node started ends with it. Thread-safe; whoever started it closes it.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Node.class.getName());

  private final Given given;
  private final NodeComponent parts;

  /** What is open, the lock first; guarded by itself. */
  private final Closer closer;

  private final CountDownLatch ended = new CountDownLatch(1);

  private Node(NodeSetup setup, NodeConfig config, Closer closer) {
    this.closer = closer;
    this.given =
        new Given(
            setup.directory(),
            setup.name(),
            config,
            setup.clock(),
            setup.random(),
            setup.threads(),
            setup.journal(),
            setup.plugins(),
            setup.readOnly(),
            this::shutdown);
    this.parts = DaggerNodeComponent.factory().create(given, closer);
  }

  /**
   * Starts a node; when this returns it is ready, and when it fails nothing of it is left.
   *
   * @throws io.dagstore.core.api.DagStoreException.StoreBusy if another has the directory
   * @throws io.dagstore.distribution.runtime.config.ConfigException if it is wrongly configured
   * @throws java.net.BindException if its port is taken
   * @throws InterruptedIOException if the thread is interrupted before the node is ready
   */
  public static Node start(NodeSetup setup) throws IOException {
    var closer = new Closer();
    try {
      claim(setup, closer);
      var config = NodeConfig.read(setup.directory(), setup.environment());
      var node = new Node(setup, config, closer);
      node.open();
      return node;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (closer) {
        try (closer) {
          throw e;
        }
      }
    }
  }

  private static void claim(NodeSetup setup, Closer closer) throws IOException {
    if (setup.readOnly()) {
      RepoLock.refuseOwn(setup.directory());
    } else {
      Files.createDirectories(setup.directory());
      closer.register(RepoLock.take(setup.directory()));
    }
  }

  /**
   * Dagger makes each part when it is asked for, so they are asked for in the order of the start.
   */
  private void open() throws IOException {
    List<Runnable> steps =
        List.of(parts::journal, parts::plugins, parts::store, this::collect, parts::server);
    synchronized (closer) {
      for (var step : steps) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the start of node " + given.name() + " was stopped");
        }
        try {
          step.run();
        } catch (UncheckedIOException e) {
          throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
      }
    }
  }

  /** Who only reads has no garbage. */
  private void collect() {
    if (!given.readOnly()) {
      var _ = parts.garbage();
    }
  }

  /** The node's own directory. */
  public Path directory() {
    return given.directory();
  }

  /** What it was told. */
  public NodeConfig config() {
    return given.config();
  }

  /** Its store; the node closes it. */
  public DagStore store() {
    return parts.store();
  }

  /** Its journal; the node closes it. */
  public Journal journal() {
    return parts.journal();
  }

  /** Where it answers, or empty where it does not listen. */
  public Optional<URI> api() {
    return parts.server().url();
  }

  /** Its plug-ins; the node closes them. */
  public Plugins plugins() {
    return parts.plugins();
  }

  /** What it is as a process. */
  public NodeStatus status() {
    return parts.face().status();
  }

  /** Ends the node on a thread of its own, since whoever asks may be one of its calls. */
  private void shutdown() {
    Thread.ofPlatform()
        .name(given.name() + "-stop")
        .start(() -> {
          try {
            close();
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "node " + given.name() + " did not end cleanly", e);
          }
        });
  }

  /** Returns when the node has ended, whoever asked for it. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * Ends the node: no new work, what is being read ends within the grace time, the journal is made
   * durable, the lock is released. May be repeated; whoever comes second waits for the first.
   */
  @Override
  public void close() throws IOException {
    synchronized (closer) {
      try {
        closer.close();
      } finally {
        ended.countDown();
      }
    }
  }
}
