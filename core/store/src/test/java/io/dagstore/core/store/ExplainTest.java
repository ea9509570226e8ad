package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.Explanation.Check;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.Explanation.Step;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each step of a read is broken in turn, and has a line of its own with a remedy. */
final class ExplainTest {
  private static final ShardKey OTHER = ShardKey.of("other");
  private static final Cid CID = CAR.block(3).cid();
  private static final Block ABSENT = SampleCar.small(1, 99).block(0);

  @TempDir Path directory;

  private static List<Check> checks(Explanation why) {
    return why.steps().stream().map(Step::check).toList();
  }

  /** The one step that a read does not pass, behind steps that it passes. */
  private static Step end(Explanation why, Check check, Outcome outcome) {
    assertThat(why.served()).isFalse();
    assertThat(why.steps().subList(0, why.steps().size() - 1))
        .allMatch(step -> step.outcome() == Outcome.OK && step.remedy().isEmpty());
    var last = why.steps().getLast();
    assertThat(last.check()).isEqualTo(check);
    assertThat(last.outcome()).isEqualTo(outcome).isEqualTo(why.worst());
    assertThat(last.remedy()).isPresent();
    return last;
  }

  @Test
  void aSoundBlockPassesEachStep() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);

      var why = store.explain(CID);

      assertThat(why.served()).isTrue();
      assertThat(why.worst()).isEqualTo(Outcome.OK);
      assertThat(checks(why)).containsExactly(Check.values());
      assertThat(why.steps().getLast().shard()).contains(KEY);
      assertThat(why.steps().getLast().found()).startsWith("first-read");
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void anIdentityCidHoldsItsBlock() throws Exception {
    var cid = Cid.v1(Multicodec.RAW, Multihash.of(0, new byte[] {1, 2, 3}));
    try (var store = new Fixture(directory).open()) {
      var why = store.explain(cid);

      assertThat(why.served()).isTrue();
      assertThat(checks(why)).containsExactly(Check.IDENTITY);
      assertThat(why.steps().getFirst().found()).contains("3 bytes");
    }
  }

  @Test
  void aBlockThatNoShardHasIsNotInTheInvertedIndex() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      var absent = end(store.explain(ABSENT.cid()), Check.INVERTED_INDEX, Outcome.NO);
      assertThat(absent.remedy()).contains("register a CAR that holds it");

      store.register(OTHER, fixture.mounts.put("b", CAR.bytes()), RegisterOptions.LAZY);
      var maybe = end(store.explain(ABSENT.cid()), Check.INVERTED_INDEX, Outcome.NO);
      assertThat(maybe.remedy().orElseThrow()).endsWith("1 NEW");
    }
  }

  @Test
  void aDamagedInvertedIndexIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.inverted.damage();

      var last = end(store.explain(CID), Check.INVERTED_INDEX, Outcome.CORRUPT);

      assertThat(last.remedy().orElseThrow()).contains("doctor");
    }
  }

  @Test
  void aNumberOfNoShardIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      name(fixture, store, 77, ABSENT);

      var last = end(store.explain(ABSENT.cid()), Check.SHARD, Outcome.NO);

      assertThat(last.shard()).isEmpty();
      assertThat(last.found()).contains("77");
      assertThat(last.remedy().orElseThrow()).contains("doctor");
    }
  }

  @Test
  void aShardThatIsNotIndexedIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", CAR.bytes()), RegisterOptions.LAZY);
      name(fixture, store, 0, CAR.block(3));

      var last = end(store.explain(CID), Check.SHARD, Outcome.NO);

      assertThat(last.shard()).contains(KEY);
      assertThat(last.found()).isEqualTo("NEW");
    }
  }

  @Test
  void aMountThatNobodyOpensIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.registry.remove(fixture.mounts);

      var last = end(store.explain(CID), Check.MOUNT, Outcome.NO);

      assertThat(last.found()).contains("scheme fake");
      assertThat(last.remedy().orElseThrow()).contains("plug-in");
    }
  }

  @Test
  void aCarThatIsGoneIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.mounts.remove("a");

      var last = end(store.explain(CID), Check.MOUNT, Outcome.FAILED);

      assertThat(last.found()).contains("fake:a");
      assertThat(last.remedy()).contains("put the CAR back");
    }
  }

  @Test
  void aCarOfAnotherSizeIsTold() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.mounts.put("a", new byte[10]);

      assertThat(end(store.explain(CID), Check.MOUNT, Outcome.CORRUPT).found())
          .contains("10 bytes, " + CAR.bytes().length);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aLocalCopyThatIsNotThereIsToldAndNotMade() throws Exception {
    var site = new CopySite(directory);
    try (var store = site.open()) {
      site.register(store);
    }
    Files.delete(site.whole(KEY));
    try (var store = site.open()) {
      var last = end(store.explain(CopySite.CAR.root()), Check.MOUNT, Outcome.NO);

      assertThat(last.found()).contains("local copy");
      assertThat(site.whole(KEY)).doesNotExist();
      store.get(CopySite.CAR.root());
      assertThat(store.explain(CopySite.CAR.root()).served()).isTrue();
    }
  }

  @Test
  void aShardIndexThatIsGoneOrDamagedIsToldAndNotMended() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      fixture.shardIndices.damage(KEY);
      var damaged = end(store.explain(CID), Check.SHARD_INDEX, Outcome.CORRUPT);
      assertThat(damaged.remedy().orElseThrow()).contains("makes it again");

      fixture.shardIndices.drop(KEY);
      var gone = end(store.explain(CID), Check.SHARD_INDEX, Outcome.NO);
      assertThat(gone.found()).isEqualTo("it is gone");

      store.acquire(KEY).close();
      assertThat(store.explain(CID).served()).isTrue();
    }
  }

  @Test
  void aShardThatIsNamedInErrorHasNoEntry() throws Exception {
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      name(fixture, store, 0, ABSENT);

      end(store.explain(ABSENT.cid()), Check.SHARD_INDEX, Outcome.NO);
    }
  }

  @Test
  void anotherCidAtThePlaceIsTold() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = CAR.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      var place = store.locate(CID).getFirst();
      bytes[(int) place.offset() - 3] ^= 1;

      var last = end(store.explain(CID), Check.CID, Outcome.CORRUPT);

      assertThat(last.found()).contains(CID.toString());
      assertThat(last.remedy().orElseThrow()).contains("CAR");
    }
  }

  @Test
  void bytesThatCannotBeReadAreTold() throws Exception {
    var fixture = new Fixture(directory);
    var broken = new AtomicBoolean();
    fixture.mounts.breaks("a", broken);
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      broken.set(true);

      end(store.explain(CID), Check.CID, Outcome.FAILED);
    }
    fixture.mounts.guard().assertAllClosed();
  }

  @Test
  void aWrongHashIsToldWhateverThePolicy() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = CAR.bytes();
    try (var store = Store.open(fixture.config().verify(VerifyPolicy.NEVER))) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      bytes[(int) store.locate(CID).getFirst().offset()] ^= 1;
      assertThat(store.get(CID)).isPresent();

      end(store.explain(CID), Check.HASH, Outcome.CORRUPT);
    }
  }

  @Test
  void aHashThatNobodyKnowsIsNotServedUnlessThePolicySaysSo() throws Exception {
    var cid = Cid.v1(Multicodec.RAW, Multihash.of(0x1e, new byte[32]));
    var car = SampleCar.of(cid, List.of(new Block(cid, new byte[] {1})));
    var fixture = new Fixture(directory);
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", car));
      var last = end(store.explain(cid), Check.POLICY, Outcome.NO);
      assertThat(last.remedy()).contains("set the policy to never");
    }
    try (var store = Store.open(fixture.config().verify(VerifyPolicy.NEVER))) {
      assertThat(store.explain(cid).served()).isTrue();
    }
  }

  @Test
  void oneSoundCopyIsEnoughAndTheOthersAreExplainedToo() throws Exception {
    var fixture = new Fixture(directory);
    var bytes = CAR.bytes();
    try (var store = fixture.open()) {
      store.register(KEY, fixture.mounts.put("a", bytes));
      store.register(OTHER, fixture.mounts.put("b", CAR.bytes()));
      bytes[(int) store.locate(CID).getFirst().offset()] ^= 1;

      var why = store.explain(CID);

      assertThat(why.served()).isTrue();
      assertThat(why.worst()).isEqualTo(Outcome.CORRUPT);
      assertThat(why.steps().stream().map(Step::shard).distinct())
          .containsExactly(Optional.empty(), Optional.of(KEY), Optional.of(OTHER));
      store.get(CID);
      assertThat(store.explain(CID).steps())
          .anyMatch(step -> step.check() == Check.SHARD && step.found().contains("asked last"));
    }
  }

  /** Lets the inverted index name this shard for a block, rightly or not. */
  private static void name(Fixture fixture, Store store, int shard, Block block)
      throws IOException, InterruptedException {
    var scratch = ShardKey.of("scratch");
    var car = SampleCar.of(block.cid(), List.of(block));
    store.register(scratch, fixture.mounts.put("scratch", car));
    int newest = fixture.inverted.shards().max().orElseThrow();
    var keys = new ArrayList<Long>();
    fixture.inverted.forEach((key, of) -> {
      if (of == newest) {
        keys.add(key);
      }
    });
    store.destroy(scratch);
    fixture.inverted.add(shard, Cursors.of(keys.getFirst()));
  }
}
