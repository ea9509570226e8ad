package io.dagstore.core.testkit;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class TestNetworkTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Test
  void seatsShareNothing() throws Exception {
    try (var network = TestNetwork.start(5, seat -> () -> {})) {
      assertThat(network.seats()).extracting(Seat::name).doesNotHaveDuplicates();
      assertThat(network.seats()).extracting(Seat::directory).doesNotHaveDuplicates();
      var random = new HashSet<Long>();
      for (var seat : network.seats()) {
        assertThat(seat.directory()).isEmptyDirectory();
        assertThat(random.add(seat.random().nextLong())).isTrue();
      }
      network.seats().getFirst().time().advance(Duration.ofDays(1));
      assertThat(network.seats().get(1).time().instant()).isEqualTo(new FakeTime().instant());
    }
  }

  @Test
  void stopsInAnyOrderAndTheRestAtTheEnd() throws Exception {
    var running = new AtomicInteger();
    var network =
        TestNetwork.start(
            50,
            seat -> {
              running.incrementAndGet();
              Files.writeString(seat.directory().resolve("file"), seat.name());
              seat.executor().execute(() -> {});
              return (Closeable) running::decrementAndGet;
            });
    assertThat(running).hasValue(50);

    network.stop(7);
    network.stop(3);
    assertThat(network.nodes()).hasSize(48);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> network.node(7));
    var folder = network.seats().getFirst().directory().getParent();
    network.close();

    assertThat(running).hasValue(0);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aNodeThatDoesNotStartStopsTheOthers() {
    var running = new AtomicInteger();
    assertThatIOException()
        .isThrownBy(() ->
            TestNetwork.start(
                4,
                seat -> {
                  if (seat.number() == 2) {
                    throw new IOException("no node on " + seat.name());
                  }
                  running.incrementAndGet();
                  return (Closeable) running::decrementAndGet;
                }))
        .withMessageContaining("seat-2-of-");
    assertThat(running).hasValue(0);
  }

  @Test
  void aThreadOfTheSeatThatRunsOnIsNamed() throws Exception {
    var end = new CountDownLatch(1);
    var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON);
    network.seats().get(1).executor().execute(() -> waitFor(end));

    fails(network, "thread seat-1-of-", "waitFor");
    end.countDown();
  }

  @Test
  void aPlatformThreadWithTheNameOfTheSeatThatRunsOnIsNamed() throws Exception {
    var end = new CountDownLatch(1);
    var network = TestNetwork.start(12, seat -> () -> {}).patience(SOON);
    var name = network.seats().get(1).name() + "-http";
    Thread.ofPlatform().name(name).daemon().start(() -> waitFor(end));

    fails(network, "thread " + name, "waitFor");
    end.countDown();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatStaysOpenIsNamed() throws Exception {
    var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON);
    var file = network.seats().getFirst().directory().resolve("left.open");
    try (var channel = openNew(file)) {
      assertThat(channel.isOpen()).isTrue();

      fails(network, "file " + file + " is open");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aMappingThatStaysIsNamed() throws Exception {
    var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON);
    var file = network.seats().get(1).directory().resolve("left.mapped");
    Files.writeString(file, "some bytes");
    try (var arena = Arena.ofShared()) {
      map(file, arena);

      fails(network, "file " + file + " is mapped");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockThatIsHeldIsNamed() throws Exception {
    var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON);
    var file = network.seats().getFirst().directory().resolve("repo.lock");
    try (var channel = openNew(file);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();

      fails(network, "lock on " + file + " is held");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPortThatIsListenedOnIsNamed() throws Exception {
    var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON);
    try (var server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      network.seats().getFirst().listensOn(server.getLocalPort());

      fails(network, "port " + server.getLocalPort() + " is listened on");
    }
  }

  @Test
  void stoppingOneSeatTellsWhatItLeaves() throws Exception {
    var end = new CountDownLatch(1);
    try (var network = TestNetwork.start(2, seat -> () -> {}).patience(SOON)) {
      network.seats().get(1).executor().execute(() -> waitFor(end));
      network.stop(0);

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> network.stop(1))
          .withMessageContaining("seat-1-of-");
      end.countDown();
      network.patience(Duration.ofSeconds(10));
    }
  }

  private static void fails(TestNetwork<?> network, String... words) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(network::close)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private static void map(Path file, Arena arena) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      assertThat(channel.map(READ_ONLY, 0, channel.size(), arena).byteSize()).isPositive();
    }
  }

  private static FileChannel openNew(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
