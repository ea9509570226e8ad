package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreDetail.OpenIndices;
import io.dagstore.core.api.StoreDetail.Reads;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDetailTest {
  private static final ShardKey BIG = ShardKey.of("big");

  @TempDir Path directory;

  @Test
  void tellsHowReadsWent() throws Exception {
    var fixture = new Fixture(directory);
    var cid = CAR.block(3).cid();
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      assertThat(store.detail().reads()).isEqualTo(new Reads(0, 0, 0, 0, 0));

      for (int i = 0; i < 5; i++) {
        store.get(cid);
      }
      store.get(cid, VerifyPolicy.NEVER);
      store.get(cid, VerifyPolicy.ALWAYS);
      store.size(cid);

      assertThat(store.detail().reads()).isEqualTo(new Reads(6, 2, 4, 2, 0));
    }
  }

  @Test
  void countsWhatIsSuspect() throws Exception {
    var fixture = new Fixture(directory);
    var broken = new AtomicBoolean();
    fixture.mounts.breaks("a", broken);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(ShardKey.of("b"), fixture.mounts.put("b", CAR.bytes()));
      broken.set(true);

      assertThat(store.get(CAR.root())).isPresent();

      assertThat(store.detail().reads().suspects()).isEqualTo(1);
    }
  }

  @Test
  void tellsSizes() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      assertThat(store.detail().openIndices()).isEqualTo(new OpenIndices(0, 0, 0));

      store.get(CAR.root());

      var detail = store.detail();
      assertThat(detail.recordBytes()).isPositive();
      assertThat(detail.openIndices().shards()).isEqualTo(1);
      assertThat(detail.openIndices().entries()).isEqualTo(CAR.list().size());
      assertThat(detail.openIndices().bytes()).isPositive();
      assertThat(detail.inverted().shards()).isEqualTo(1);
    }
  }

  @Test
  void sumsUpTheIndicesOfAllShardsSmallOrNotAndWhateverIsOpen() throws Exception {
    var fixture = new Fixture(directory);
    var large = SampleCar.small(500, 7);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(BIG, fixture.mounts.put("big", large.bytes()));
      store.get(CAR.root());
      store.get(large.root());

      assertThat(store.detail().indexBytes()).isEqualTo(store.detail().openIndices().bytes());
    }
    try (var store = fixture.open()) {
      assertThat(store.detail().openIndices().shards()).isZero();
      long both = store.detail().indexBytes();
      store.destroy(KEY);
      long one = store.detail().indexBytes();
      store.destroy(BIG);

      assertThat(one).isBetween(both / 2, both - 1);
      assertThat(store.detail().indexBytes()).isZero();
    }
  }
}
