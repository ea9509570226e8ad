package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Doctor;
import io.dagstore.core.store.Finding;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.core.testkit.RecordingListener;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of a shard index is lost or damaged while the shard is open or closed; every block is
 * answered all the same (B21 of the Go dagstore).
 */
@Timeout(120)
final class HealingTest {
  /** Enough blocks for an index file of its own. */
  private static final SampleCar CAR = SampleCar.small(1500, 1);

  @TempDir private Path folder;
  private final RecordingListener listener = new RecordingListener();

  private StoreConfig config() {
    return StoreConfig.of(
            folder.resolve("store"),
            MountRegistry.of(new FileMountProvider(folder)),
            FileShardIndexRepository::open,
            SegmentIndex::open)
        .listener(listener);
  }

  private Store openWithOneShard() throws IOException, InterruptedException {
    var car = CAR.writeTo(folder.resolve("a.car"));
    var store = Store.open(config());
    store.register(ShardKey.of("a"), new FileMountProvider(folder).uri(car));
    return store;
  }

  private Path index() throws IOException {
    try (var files = Files.walk(folder.resolve("store/index"))) {
      return files.filter(file -> file.toString().endsWith(".blocks")).findFirst().orElseThrow();
    }
  }

  /** In place, as a disk does it. */
  private static void damage(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var noise = new byte[2000];
      Arrays.fill(noise, (byte) 0x5a);
      channel.write(ByteBuffer.wrap(noise), 1000);
    }
  }

  private static void assertServesAll(Store store) throws IOException {
    for (var block : CAR.list()) {
      assertThat(store.get(block.cid())).contains(block);
    }
  }

  private void assertSound() throws Exception {
    var findings = new ArrayList<Finding>();
    assertThat(new Doctor(config(), findings::add).deep().examine().clean()).isTrue();
    assertThat(findings).isEmpty();
  }

  @Test
  void anIndexDamagedUnderAnOpenShardIsMadeAgainAtTheLookup() throws Exception {
    try (var store = openWithOneShard()) {
      assertServesAll(store);
      damage(index());

      assertServesAll(store);

      assertThat(listener.events(StoreEvent.Repaired.class)).hasSize(1);
      assertThat(listener.events(StoreEvent.CorruptBlock.class)).isEmpty();
    }
    assertSound();
  }

  @Test
  void anIndexDamagedUnderAnAccessorIsMadeAgainAtTheLookup() throws Exception {
    try (var store = openWithOneShard();
        var accessor = store.acquire(ShardKey.of("a"))) {
      damage(index());

      for (var block : CAR.list()) {
        assertThat(accessor.blockstore().get(block.cid())).contains(block);
      }
      assertThat(listener.events(StoreEvent.Repaired.class)).hasSize(1);
    }
    assertSound();
  }

  @Test
  void anIndexDamagedUnderAClosedStoreIsMadeAgainAtTheFirstLookup() throws Exception {
    openWithOneShard().close();
    damage(index());

    try (var store = Store.open(config())) {
      assertServesAll(store);
    }
    assertSound();
  }

  @Test
  void anIndexThatIsGoneIsMadeAgainAtTheFirstLookup() throws Exception {
    openWithOneShard().close();
    Files.delete(index());

    try (var store = Store.open(config())) {
      assertServesAll(store);
    }
    assertSound();
  }
}
