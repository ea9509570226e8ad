package io.dagstore.core.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What one node of a {@link TestNetwork} gets: a place, a clock, randomness, a journal and threads
 * of its own. Whatever the node leaves of them behind fails the test. Thread-safe.
 */
public final class Seat {
  private final String name;
  private final int number;
  private final Path directory;
  private final Random random;
  private final FakeTime time = new FakeTime();
  private final RecordingJournal journal = new RecordingJournal();
  private final SeatThreads threads;
  private final Map<Integer, String> ports = new ConcurrentHashMap<>();

  Seat(String name, int number, Path directory, long seed) {
    this.name = name;
    this.number = number;
    this.directory = directory;
    this.random = new Random(seed + number);
    this.threads = new SeatThreads(name);
  }

  /** Its name, no other seat in this JVM has it. A thread whose name holds it is its own. */
  public String name() {
    return name;
  }

  /** Its place in the network, from 0. */
  public int number() {
    return number;
  }

  /** A folder of its own, empty at the start, gone with the network. */
  public Path directory() {
    return directory;
  }

  /** Its clock, which only the test moves. */
  public FakeTime time() {
    return time;
  }

  /** Its randomness, the same in every run. */
  public RandomGenerator random() {
    return random;
  }

  /** Its journal. */
  public RecordingJournal journal() {
    return journal;
  }

  /** Makes virtual threads that must have ended when the seat's node has stopped. */
  public ThreadFactory threads() {
    return threads;
  }

  /** Runs each task on a thread of {@link #threads}. */
  public Executor executor() {
    return task -> threads.newThread(task).start();
  }

  /** Remembers that the node listens on this port, which must be free when it has stopped. */
  public void listensOn(int port) throws IOException {
    OpenFiles.listener(port).ifPresent(socket -> ports.put(port, socket));
  }

  /** What is left, each with its kind and its name; waits so long for it to go. */
  List<String> leaks(Duration patience) throws IOException {
    var leaks = new ArrayList<String>(threads.leaks(patience));
    leaks.addAll(OpenFiles.below(directory));
    var sockets = OpenFiles.sockets();
    ports.forEach((port, socket) -> {
      if (sockets.contains(socket)) {
        leaks.add("port " + port + " is listened on");
      }
    });
    return leaks.stream().map(leak -> name + ": " + leak).toList();
  }
}
