package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.files.CorruptDataException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shard that fails while somebody holds an accessor of it: holds are counted apart. */
@Timeout(60)
final class FailedWhileHeldTest {
  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
  }

  /** Its index is damaged and cannot be made again, since the CAR is away. */
  private void fail(Accessor accessor) {
    fixture.shardIndices.damage(KEY);
    fixture.mounts.remove("a");
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> accessor.blockstore().get(CAR.root()));
  }

  /** B4: in the Go dagstore the shard becomes available when the last accessor is closed. */
  @Test
  void itStaysErroredWhenTheLastAccessorIsClosed() throws Exception {
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      try (var accessor = store.acquire(KEY)) {
        fail(accessor);
        assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
        assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
      assertThat(store.info(KEY).orElseThrow().error()).isPresent();
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
    }
    fixture.mounts.guard().assertAllClosed();
  }

  /** B5: in the Go dagstore later releases are ignored, and the shard is served for ever. */
  @Test
  void itCanBeRecoveredWhileItIsHeldAndIsFreeWhenAllIsClosed() throws Exception {
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      try (var held = store.acquire(KEY);
          var too = store.acquire(KEY)) {
        fail(held);
        fixture.mounts.put("a", CAR.bytes());

        assertThat(store.recover(KEY).state().readable()).isTrue();
        try (var after = store.acquire(KEY)) {
          assertThat(after.blockstore().get(CAR.root())).contains(CAR.block(0));
          assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.SERVING);
        }
        assertThat(too.blockstore().get(CAR.root())).contains(CAR.block(0));
      }
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      store.destroy(KEY);
      assertThat(store.info(KEY)).isEmpty();
    }
    fixture.mounts.guard().assertAllClosed();
  }
}
