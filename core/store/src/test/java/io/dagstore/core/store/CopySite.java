package io.dagstore.core.store;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.FakeStreams;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A fixture whose CARs come in one pass only. */
final class CopySite {
  static final ShardKey KEY = Fixture.KEY;
  static final SampleCar CAR = SampleCar.small(40, 1);
  static final int SIZE = CAR.bytes().length;

  final FakeStreams streams = new FakeStreams();
  final Fixture fixture;

  CopySite(Path directory) {
    fixture = new Fixture(directory);
    fixture.registry.add(streams);
  }

  /** As small as the samples: a note after every other read. */
  StoreConfig config() {
    return fixture.config().copyNoteStep(2L * FakeStreams.CHUNK);
  }

  /** A configuration with room for so many of the samples. */
  StoreConfig room(double samples) {
    return config().copyLimits(new CopyLimits((long) (samples * SIZE), 100, 100));
  }

  Store open() throws IOException {
    return Store.open(config());
  }

  ShardInfo register(Store store) throws IOException, InterruptedException {
    return register(store, KEY);
  }

  ShardInfo register(Store store, ShardKey key) throws IOException, InterruptedException {
    return store.register(key, streams.put(key.value().replace('/', '-'), CAR.bytes()));
  }

  Path folder() {
    return fixture.directory.resolve("transients");
  }

  Path whole(ShardKey key) {
    return new CopyFiles(folder()).whole(key);
  }

  /** Names of all files of copies. */
  List<String> files() throws IOException {
    if (Files.notExists(folder())) {
      return List.of();
    }
    try (var files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Bytes of each copy on the disk, whole or in part. */
  Map<String, Long> sizesOnDisk() throws IOException {
    var sizes = new TreeMap<String, Long>();
    for (var name : files()) {
      if (name.endsWith(".complete") || name.endsWith(".partial")) {
        sizes.put(name, folder().resolve(name).toFile().length());
      }
    }
    return sizes;
  }

  static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(size -> size).sum();
  }

  /** Fails every read from this position on. */
  void breakAt(long position) {
    streams.gate((_, at) -> {
      if (at >= position) {
        throw new IOException("planned end at " + at);
      }
    });
  }

  void mend() {
    streams.gate((_, _) -> {});
  }

  /** Holds reads back until the latch is open. */
  void holdBack(CountDownLatch latch) {
    streams.gate((_, _) -> await(latch));
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /** Every block of the sample, read through an accessor. */
  static void readAll(Store store, ShardKey key) throws IOException, InterruptedException {
    try (var accessor = store.acquire(key)) {
      for (var block : CAR.list()) {
        if (!accessor.blockstore().get(block.cid()).orElseThrow().equals(block)) {
          throw new AssertionError("another block than " + block.cid());
        }
      }
    }
  }
}
