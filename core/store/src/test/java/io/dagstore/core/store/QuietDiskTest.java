package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B13: what changes no shard writes nothing and forces nothing. */
final class QuietDiskTest {
  @TempDir Path folder;

  /** A call of a store. */
  @FunctionalInterface
  private interface Call {
    void run() throws IOException, InterruptedException;
  }

  private static Map<DiskCall, Long> changes(SimulatedDisk disk) {
    return disk.counts().entrySet().stream()
        .filter(kind -> kind.getKey().changes())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void anOperationThatChangesNothingWritesNothing() throws Exception {
    try (var disk = SimulatedDisk.over(folder)) {
      var fixture = new Fixture(disk.start().resolve("store"));
      try (var store = fixture.open()) {
        fixture.registerSample(store);
        store.sweep();
        var before = changes(disk);
        assertThat(before).containsKeys(DiskCall.WRITE, DiskCall.FORCE);

        for (int again = 0; again < 3; again++) {
          use(store);
          refuse(fixture, store);
          assertThat(changes(disk)).isEqualTo(before);
        }
      }
    }
  }

  private static void use(Store store) throws IOException, InterruptedException {
    try (var accessor = store.acquire(KEY)) {
      assertThat(accessor.blockstore().get(CAR.root())).isPresent();
    }
    store.acquireLocal(KEY).close();
    assertThat(store.get(CAR.root())).isPresent();
    assertThat(store.find(CAR.root())).containsExactly(KEY);
    assertThat(store.locate(CAR.root())).hasSize(1);
    assertThat(store.info(KEY)).isPresent();
    assertThat(store.history(KEY)).isEmpty();
    assertThat(Fixture.keys(store)).containsExactly(KEY);
    assertThat(store.stat().blocks()).isEqualTo(CAR.blocks());
    store.initialize(KEY);
    assertThat(store.sweep()).isEmpty();
  }

  private static void refuse(Fixture fixture, Store store) {
    refused(() -> fixture.registerSample(store));
    refused(() -> store.recover(KEY));
    refused(() -> store.acquire(ShardKey.of("nobody")).close());
    refused(() -> store.destroy(ShardKey.of("nobody")));
    refused(() -> store.initialize(ShardKey.of("nobody")));
    refused(() -> {
      try (var _ = store.acquire(KEY)) {
        store.destroy(KEY);
      }
    });
    refused(() -> store.register(KEY, FakeMounts.uri("elsewhere")));
  }

  private static void refused(Call call) {
    assertThatExceptionOfType(DagStoreException.class).isThrownBy(call::run);
  }
}
