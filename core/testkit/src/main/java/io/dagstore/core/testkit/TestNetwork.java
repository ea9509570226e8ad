package io.dagstore.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Many nodes side by side in one JVM, each on a {@link Seat} of its own. They may be stopped in any
 * order. Closing stops those that run, in an order of its own, and fails the test where a seat
 * leaves a thread, an open or mapped file, a lock or a port behind, with a message that names it.
 *
 * <pre>{@code
 * try (var network = TestNetwork.start(50, seat -> Store.open(config(seat)))) {
 *   network.node(7).register(...);
 *   network.stop(3);
 * }
 * }</pre>
 *
 * A node is anything that can be closed. For one thread, except that nodes are started at once.
 *
 * @param <N> the nodes
 */
public final class TestNetwork<N extends AutoCloseable> implements AutoCloseable {
  private static final long SEED = 20_260_101;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path directory;
  private final List<Seat> seats = new ArrayList<>();
  private final ConcurrentSkipListMap<Integer, N> nodes = new ConcurrentSkipListMap<>();
  private Duration patience = PATIENCE;

  /**
   * Makes the node of a seat.
   *
   * @param <N> the node
   */
  @FunctionalInterface
  public interface Starter<N extends AutoCloseable> {
    /** Starts the node; the network closes it. */
    N start(Seat seat) throws Exception;
  }

  private TestNetwork(Path directory, int count) throws IOException {
    this.directory = directory;
    for (int i = 0; i < count; i++) {
      var name = "seat-" + i + "-of-" + directory.getFileName();
      seats.add(new Seat(name, i, Files.createDirectory(directory.resolve("seat-" + i)), SEED));
    }
  }

  /**
   * Starts this many nodes at once; whoever starts the network closes it. When one of them fails to
   * start, the others are stopped and its failure comes out.
   */
  public static <N extends AutoCloseable> TestNetwork<N> start(int count, Starter<N> starter)
      throws Exception {
    var network =
        new TestNetwork<N>(Files.createTempDirectory("dagstore-network").toRealPath(), count);
    try {
      network.startAll(starter);
      return network;
    } catch (Exception | Error e) {
      try (network) {
        throw e;
      }
    }
  }

  private void startAll(Starter<N> starter) throws Exception {
    var starting = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var seat : seats) {
        starting.add(threads.submit(() -> nodes.put(seat.number(), starter.start(seat))));
      }
    }
    for (var start : starting) {
      try {
        start.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception failure ? failure : e;
      }
    }
  }

  /** How long to wait at the close for what is on its way to end; 10 seconds at first. */
  public TestNetwork<N> patience(Duration newPatience) {
    patience = newPatience;
    return this;
  }

  /** All seats, in their order, also those whose node was stopped. */
  public List<Seat> seats() {
    return List.copyOf(seats);
  }

  /**
   * The node on this seat.
   *
   * @throws IllegalStateException if it was stopped
   */
  public N node(int seat) {
    var node = nodes.get(seat);
    if (node == null) {
      throw new IllegalStateException("seat " + seat + ": expected a running node, got none");
    }
    return node;
  }

  /** The nodes that run, in the order of their seats. */
  public List<N> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Stops the node on this seat, and fails where it leaves something behind. */
  public void stop(int seat) throws Exception {
    nodes.remove(seat, end(seat));
    fail(leaks(seats.get(seat)), List.of());
  }

  private N end(int seat) throws Exception {
    var node = node(seat);
    node.close();
    return node;
  }

  @Override
  public void close() throws IOException {
    var failures = new ArrayList<Exception>();
    var order = new ArrayList<>(nodes.keySet());
    Collections.shuffle(order, new Random(SEED));
    for (int seat : order) {
      try {
        nodes.remove(seat, end(seat));
      } catch (Exception e) {
        failures.add(e);
      }
    }
    var left = new ArrayList<String>();
    failures.forEach(failure -> left.add("a node failed to stop: " + failure));
    for (var seat : seats) {
      left.addAll(leaks(seat));
    }
    delete();
    fail(left, failures);
  }

  /** A node's own threads may close files on their way out. */
  private List<String> leaks(Seat seat) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    var leaks = seat.leaks(patience);
    while (!leaks.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
      leaks = seat.leaks(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return leaks;
  }

  private static void fail(List<String> left, List<Exception> failures) {
    if (!left.isEmpty()) {
      var failure = new AssertionError("left behind:\n  " + String.join("\n  ", left));
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private void delete() throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
