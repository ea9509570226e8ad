package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.launcher.NodeHost;
import io.dagstore.distribution.runtime.Node;
import io.dagstore.distribution.runtime.NodeSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The nodes of one process, each on a thread of its own from its start to its end. They share the
 * container and nothing else.
 */
final class Nodes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Nodes.class.getName());

  /** How often the folder of all nodes is looked at, which the settings of no node say. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final BundleContext context;
  private final PluginWatch watch;
  private final List<NodeSeat> seats;
  private final boolean readOnly;
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Nodes::thread);

  /**
   * Nodes that have not started, one for each repository.
   *
   * @param readOnly whether they only read, beside processes that write
   */
  Nodes(BundleContext context, List<Path> repos, boolean readOnly) {
    this.context = context;
    this.readOnly = readOnly;
    this.watch = new PluginWatch(new PluginBundles(context));
    this.seats = repos.stream().map(NodeSeat::new).toList();
  }

  /**
   * Starts them; returns at once.
   *
   * @param plugins the folder of the plug-ins that serve all of them
   */
  void start(Path plugins) {
    var prepared = new CountDownLatch(1);
    threads.execute(() -> {
      prepare(plugins);
      prepared.countDown();
    });
    seats.forEach(seat -> threads.execute(() -> run(seat, prepared)));
  }

  /** Libraries that look around by thread must not find what is on the launcher's class path. */
  private static Thread thread(Runnable work) {
    var thread = Thread.ofPlatform().name("dagstore-nodes").unstarted(work);
    thread.setContextClassLoader(Nodes.class.getClassLoader());
    return thread;
  }

  private void prepare(Path plugins) {
    var all = new AllSeats(seats);
    for (var bundle : context.getBundles()) {
      if (bundle.getBundleId() != 0 && BundlePlugins.names(bundle)) {
        addOwn(bundle, all);
      }
    }
    var _ = watch.every(LOOK, watch.open(plugins, all));
  }

  /** What ships with us is announced as a stranger's plug-ins are. */
  private static void addOwn(Bundle bundle, Seat all) {
    try {
      all.add(BundlePlugins.of(bundle, Optional.empty()));
    } catch (PluginProblem e) {
      LOG.log(System.Logger.Level.ERROR, "our own " + bundle.getSymbolicName(), e);
    }
  }

  private void run(NodeSeat seat, CountDownLatch prepared) {
    try {
      prepared.await();
      var watched = watch.open(seat.repo().resolve("plugins"), seat);
      var setup = NodeSetup.of(seat.repo()).environment(System.getenv());
      var node = seat.start(readOnly ? setup.reading() : setup);
      if (node.isPresent()) {
        serve(seat.repo(), node.get(), watched);
      }
      seat.close();
      tell(host -> host.ended(seat.repo()));
    } catch (IOException | RuntimeException | Error e) {
      fail(seat.repo(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Path repo, Node node, PluginWatch.Watched watched)
      throws InterruptedException {
    var looking = watch.every(node.config().plugins().lookInterval(), watched);
    // For bundles that work with a node: a test's, an operator's.
    var service = context.registerService(Node.class, node, null);
    tell(host -> host.ready(repo, node.api()));
    try {
      node.awaitEnd();
    } finally {
      looking.cancel(false);
      service.unregister();
    }
  }

  private void fail(Path repo, Throwable why) {
    var failure = StartFailure.of(why);
    tell(host ->
        failure.ifPresentOrElse(
            known -> host.failed(repo, known.exitCode(), known.why()),
            () -> host.broken(repo, why)));
  }

  /** In a container that nobody's launcher started there is no host to tell. */
  private void tell(Consumer<NodeHost> what) {
    var reference = context.getServiceReference(NodeHost.class);
    if (reference != null) {
      what.accept(context.getService(reference));
    }
  }

  /** Ends all nodes side by side, and waits until they have ended. */
  @Override
  public void close() {
    watch.close();
    seats.forEach(seat -> threads.execute(seat::close));
    threads.close();
  }
}
