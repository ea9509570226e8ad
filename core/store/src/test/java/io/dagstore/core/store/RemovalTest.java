package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static io.dagstore.core.store.CopySite.KEY;
import static io.dagstore.core.store.Fixture.begun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A removal and a reader that both want the shard's lane. */
@Timeout(120)
final class RemovalTest {
  @TempDir Path directory;

  private final Counted counted = new Counted(ShardIndex.class);
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leaving = new CountDownLatch(1);

  /** A store whose steps tell of a removal that is on its way. */
  private Store open(CopySite site) throws IOException {
    var indices = counted.of(ShardIndexRepository.class, site.fixture.shardIndices);
    Steps steps =
        step -> {
          if (step.equals("leaving")) {
            leaving.countDown();
          }
        };
    return Store.open(
        StoreConfig.of(
                directory,
                site.fixture.registry,
                (_, _) -> indices,
                (_, _) -> site.fixture.inverted)
            .steps(steps));
  }

  private void meetsDamageDuringTheRemoval() throws Exception {
    inside.countDown();
    leaving.await();
    throw new CorruptDataException("index", 0, "entries", "sound", "damaged");
  }

  /**
   * A reader is in the shard's local copy and meets a damaged index while the removal, on the lane,
   * waits for the copy's last reader: it must not wait behind it for the index.
   */
  @Test
  void aReaderThatMeetsDamageDoesNotWaitForTheRemovalThatWaitsForIt() throws Exception {
    var site = new CopySite(directory);
    try (var store = open(site)) {
      site.register(store);
      assertThat(store.get(CAR.root())).isPresent();
      counted.gate("ShardIndex.first", this::meetsDamageDuringTheRemoval);
      site.fixture.shardIndices.damage(KEY);

      var reading = begun(() -> store.get(CAR.root()));
      inside.await();
      var removing =
          begun(() -> {
            store.destroy(KEY);
            return true;
          });

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
          .withCauseInstanceOf(CorruptDataException.class);
      assertThat(removing.get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(store.info(KEY)).isEmpty();
      assertThat(site.files()).isEmpty();
    }
  }
}
