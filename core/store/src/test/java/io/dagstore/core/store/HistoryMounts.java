package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeStreams;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.core.testkit.TurnThreads;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The mounts of one life of a store in a {@link History}, and what is wrong with each of them now.
 * A third is read where it lies, a third comes in one pass, a third has the bytes of the first and
 * a provider that comes and goes. Used by threads that take turns.
 */
final class HistoryMounts {
  static final int SHARDS = 6;
  private static final int KINDS = 3;
  private static final List<Car> CARS =
      IntStream.range(0, SHARDS).mapToObj(HistoryMounts::sample).map(Car::new).toList();

  /** A CAR that is made once for all histories. */
  static final class Car {
    private final List<Block> blocks;
    private final byte[] bytes;

    Car(SampleCar sample) {
      blocks = sample.list();
      bytes = sample.bytes();
    }

    List<Block> blocks() {
      return blocks;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    Block first() {
      return blocks.getFirst();
    }
  }

  /** What can be wrong with a mount. */
  enum Fault {
    FAILS,
    HANGS,
    GONE,
    JUNK,
    FLIPPED,
    BREAKS
  }

  /** All is well, or this is wrong until the latch opens. */
  private record Now(EnumSet<Fault> wrong, CountDownLatch healed) {
    static Now well() {
      return new Now(EnumSet.noneOf(Fault.class), new CountDownLatch(1));
    }
  }

  final MountRegistry registry;
  private final FakeMounts here = new FakeMounts();
  private final FakeMounts apart = new FakeMounts("apart");
  private final FakeStreams streams = new FakeStreams();
  private final Now[] now = new Now[SHARDS];

  HistoryMounts() {
    registry = MountRegistry.of(here, apart, streams);
    for (int i = 0; i < SHARDS; i++) {
      int number = i;
      now[i] = Now.well();
      here.gate(name(i), () -> pass(number, 0));
      apart.gate(name(i), () -> pass(number, 0));
      put(i, car(i).bytes());
    }
    streams.gate((name, position) -> pass(Integer.parseInt(name.substring(1)), position));
  }

  private static SampleCar sample(int number) {
    return number % KINDS == 1
        ? SampleCar.small(30, number)
        : SampleCar.small(4, number / KINDS + 100L);
  }

  static Car car(int number) {
    return CARS.get(number);
  }

  private static String name(int number) {
    return "k" + number;
  }

  static boolean comesAndGoes(int number) {
    return number % KINDS == 2;
  }

  private static boolean inOnePass(int number) {
    return number % KINDS == 1;
  }

  URI uri(int number) {
    return inOnePass(number)
        ? FakeStreams.uri(name(number))
        : URI.create((comesAndGoes(number) ? "apart:" : "fake:") + name(number));
  }

  private void put(int number, byte[] bytes) {
    if (inOnePass(number)) {
      streams.put(name(number), bytes);
    } else {
      (comesAndGoes(number) ? apart : here).put(name(number), bytes);
    }
  }

  private void remove(int number) {
    here.remove(name(number));
    apart.remove(name(number));
    streams.remove(name(number));
  }

  /** What an opening and each read of a stream goes through. */
  private void pass(int number, long position) throws IOException {
    TurnThreads.pause();
    var at = now[number];
    if (at.wrong().contains(Fault.FAILS) || (position > 0 && at.wrong().contains(Fault.BREAKS))) {
      throw new IOException("planned failure of " + name(number));
    }
    if (at.wrong().contains(Fault.HANGS)) {
      CopySite.await(at.healed());
    }
  }

  /** Does something to one of them; says what. */
  String meddle(RandomGenerator random) {
    int number = random.nextInt(SHARDS);
    if (random.nextInt(8) == 0) {
      return comeOrGo(apart);
    }
    if (random.nextInt(3) == 0) {
      heal(number);
      return "heal " + name(number);
    }
    var fault = Fault.values()[random.nextInt(Fault.values().length)];
    now[number].wrong().add(fault);
    switch (fault) {
      case GONE -> remove(number);
      case JUNK -> put(number, new byte[1000]);
      case FLIPPED -> flip(number);
      case FAILS, HANGS, BREAKS -> {}
    }
    return fault + " " + name(number);
  }

  private String comeOrGo(MountProvider provider) {
    if (registry.provider(provider.scheme()).isPresent()) {
      registry.remove(provider);
      return "provider goes";
    }
    registry.add(provider);
    return "provider comes";
  }

  /**
   * The last byte is that of a block; of a local copy the store takes these bytes for the right.
   */
  private void flip(int number) {
    if (!inOnePass(number)) {
      var bytes = car(number).bytes();
      bytes[bytes.length - 1] ^= 1;
      put(number, bytes);
    }
  }

  private void heal(int number) {
    var before = now[number];
    now[number] = Now.well();
    put(number, car(number).bytes());
    before.healed().countDown();
  }

  /** Makes all well. */
  void heal() {
    IntStream.range(0, SHARDS).forEach(this::heal);
    if (registry.provider(apart.scheme()).isEmpty()) {
      registry.add(apart);
    }
  }

  void assertAllClosed() {
    here.guard().assertAllClosed();
    apart.guard().assertAllClosed();
    assertThat(streams.stillOpen()).as("streams left open").isZero();
  }
}
