package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.DagStoreException.NotCopied;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.DagStoreException.UnknownShard;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shard that nobody registered, and that a mount provider knows, is there for who acquires it.
 */
@Timeout(120)
final class LoadOnDemandTest {
  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void begin() {
    fixture = new Fixture(directory);
    fixture.mounts.know(KEY, fixture.mounts.put("a", CAR.bytes()));
  }

  private int registered() {
    return fixture.listener.events(StoreEvent.Registered.class).size();
  }

  private static void read(Accessor accessor) throws IOException {
    for (var block : CAR.list()) {
      assertThat(accessor.blockstore().get(block.cid())).contains(block);
    }
  }

  @Test
  void whatAMountProviderKnowsIsRegisteredAndServed() throws Exception {
    try (var store = fixture.open()) {
      try (var accessor = store.acquire(KEY)) {
        read(accessor);
      }
      assertThat(store.get(CAR.root())).contains(CAR.block(0));
      assertThat(registered()).isEqualTo(1);
    }
    try (var store = fixture.open();
        var accessor = store.acquire(KEY)) {
      read(accessor);
    }
    assertThat(registered()).isEqualTo(1);
    assertThat(fixture.mounts.finds()).isEqualTo(1);
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void manyWhoAcquireItAtOnceShareOneRegistration() throws Exception {
    try (var store = fixture.open()) {
      var callers = new ArrayList<FutureTask<Accessor>>();
      for (int i = 0; i < 64; i++) {
        var caller = new FutureTask<>(() -> store.acquire(KEY));
        Thread.ofVirtual().start(caller);
        callers.add(caller);
      }
      for (var caller : callers) {
        try (var accessor = caller.get()) {
          assertThat(accessor.key()).isEqualTo(KEY);
        }
      }
      assertThat(registered()).isEqualTo(1);
      assertThat(fixture.mounts.finds()).isEqualTo(1);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
    }
  }

  @Test
  void whatNobodyKnowsIsUnknownAndLeavesNothing() throws Exception {
    var other = ShardKey.of("other");
    try (var store = fixture.open()) {
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.acquire(other));
      assertThat(store.info(other)).isEmpty();

      fixture.mounts.blind(true);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.acquire(KEY))
          .withMessageContaining("nobody can be asked");
      assertThat(store.info(KEY)).isEmpty();

      fixture.mounts.blind(false);
      store.acquire(KEY).close();
    }
  }

  @Test
  void whatCannotBeIndexedIsRegisteredOnceAndErrored() throws Exception {
    fixture.mounts.put("a", new byte[100]);
    try (var store = fixture.open()) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.acquire(KEY));
      }
      assertThat(registered()).isEqualTo(1);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.ERRORED);
    }
  }

  @Test
  void whatWasDestroyedComesBackForWhoAcquiresIt() throws Exception {
    try (var store = fixture.open()) {
      store.acquire(KEY).close();
      store.destroy(KEY);
      store.acquire(KEY).close();

      assertThat(registered()).isEqualTo(2);
    }
  }

  @Test
  void aStoreThatIsReadOnlyRegistersNothing() throws Exception {
    fixture.open().close();
    try (var store = Store.open(fixture.config().readOnly())) {
      assertThatExceptionOfType(UnknownShard.class).isThrownBy(() -> store.acquire(KEY));
    }
    assertThat(fixture.mounts.finds()).isZero();
  }

  @Test
  void whoWantsNoCopyGetsNoneOfAShardThatWasJustFound() throws Exception {
    var site = new CopySite(directory.resolve("copies"));
    site.fixture.mounts.know(KEY, site.streams.put("s", CAR.bytes()));
    try (var store = site.open()) {
      assertThatExceptionOfType(NotCopied.class).isThrownBy(() -> store.acquireLocal(KEY));
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.NEW);

      store.acquire(KEY).close();
      store.acquireLocal(KEY).close();
    }
  }
}
