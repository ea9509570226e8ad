package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.KEY;
import static io.dagstore.core.store.Ward.LAZY;
import static io.dagstore.core.store.Ward.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeShardIndices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link DoctorTest}, of what the records promise. */
@Timeout(60)
final class DoctorOfRecordsTest {
  @TempDir Path directory;
  private Ward ward;

  @BeforeEach
  void registerThree() throws Exception {
    ward = new Ward(directory);
  }

  @Test
  void leavesToTheNextStartWhatAKillHasLeft() throws Exception {
    ward.change(maps -> {
      maps.shards()
          .put(KEY.value(), RecordFormat.write(Ward.recordOf(maps).with(ShardState.INITIALIZING)));
      maps.marks().put(KEY.value(), "");
      maps.facts().put("shards 2 fake", "1");
      maps.facts().put("shards 1 fake", "1");
    });
    ward.fixture.inverted.remove(0);

    var seen = ward.examine(Doctor::mending);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.checkup().underway()).isEqualTo(1);
  }

  @Test
  void namesARecordsFileThatCannotBeRead() throws Exception {
    var file = directory.resolve("records/records.mv");
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (byte) 0x5a);
    Files.write(file, bytes);

    ward.assertStays(Ward::look, Invariant.RECORDS_FILE);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void mendsTheMarksOfErroredShardsAndForgetsTheHistoryOfNone() throws Exception {
    ward.change(maps -> {
      maps.errored().marks().put("0000000000000001 " + KEY, "0");
      maps.errored().marks().put("nonsense", "x");
      maps.errored().troubles().put("nobody", Trouble.NONE.write("nobody"));
      maps.errored().troubles().put(OTHER.value(), new byte[] {1, 2, 3, 4, 5});
    });

    assertThat(ward.assertMends(Invariant.MARKS_AGREE)).hasSize(4);
  }

  @Test
  void marksAnErroredShardThatLostItsMark() throws Exception {
    try (var store = ward.fixture.open()) {
      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(ShardKey.of("bad"), FakeMounts.uri("nowhere")));
    }
    ward.change(maps -> maps.errored().marks().clear());

    assertThat(ward.assertMends(Invariant.MARKS_AGREE)).hasSize(1);
    ward.change(maps -> assertThat(maps.errored().marks()).hasSize(1));
  }

  @Test
  void namesARecordThatIsNone() throws Exception {
    ward.change(maps -> maps.shards().put(LAZY.value(), new byte[] {99, 1}));

    var seen = ward.examine(Doctor::mending);

    assertThat(seen.invariants()).contains(Invariant.RECORD_SOUND);
    assertThat(seen.checkup().clean()).isFalse();
    assertThat(ward.examine(Ward::look).invariants()).containsExactly(Invariant.RECORD_SOUND);
  }

  @Test
  void namesAStateThatIsNeverRecorded() throws Exception {
    var serving = ward.record(LAZY).with(ShardState.SERVING);
    ward.change(maps -> {
      maps.shards().put(LAZY.value(), RecordFormat.write(serving));
      maps.facts().remove("shards 0 fake");
      maps.facts().put("shards 3 fake", "1");
    });

    assertThat(ward.examine(Ward::look).invariants()).contains(Invariant.RECORD_SOUND);
  }

  @Test
  void mendsALostNumber() throws Exception {
    ward.change(maps -> maps.numbers().remove("1"));
    ward.assertMends(Invariant.NUMBERS_AGREE);
  }

  @Test
  void mendsANumberOfNoShard() throws Exception {
    ward.change(maps -> maps.numbers().put("77", "gone"));
    ward.assertMends(Invariant.NUMBERS_AGREE);
  }

  @Test
  void mendsANextNumberThatIsTaken() throws Exception {
    ward.change(maps -> maps.facts().put("next", "1"));
    ward.assertMends(Invariant.NUMBERS_AGREE);
    try (var store = ward.fixture.open()) {
      store.register(ShardKey.of("third"), FakeMounts.uri("x"), RegisterOptions.LAZY);
    }
    assertThat(ward.record(ShardKey.of("third")).number()).isEqualTo(3);
  }

  @Test
  void mendsTwoShardsOfOneNumber() throws Exception {
    var twin = ward.record(OTHER).numbered(0);
    ward.change(maps -> {
      maps.shards().put(OTHER.value(), RecordFormat.write(twin));
      maps.numbers().remove("1");
    });

    assertThat(ward.examine(Ward::look).invariants()).contains(Invariant.NUMBERS_AGREE);
    assertThat(ward.examine(Doctor::mending).checkup().clean()).isTrue();

    assertThat(ward.record(OTHER).number()).isEqualTo(3);
    assertThat(ward.examine(Doctor::deep).findings()).isEmpty();
    ward.assertServesAll();
  }

  @Test
  void mendsAMarkOfAShardAtRest() throws Exception {
    ward.change(maps -> maps.marks().put(KEY.value(), ""));
    ward.assertMends(Invariant.MARKS_AGREE);
  }

  @Test
  void mendsAMarkOfANumberThatWasNeverGiven() throws Exception {
    ward.change(maps -> maps.unflushed().put(99_999L, 1L));
    ward.assertMends(Invariant.MARKS_AGREE);
  }

  @Test
  void sparesWhatTheInvertedIndexMayHaveLostInAKill() throws Exception {
    ward.change(maps -> {
      maps.unflushed().put(0L, 1L);
      maps.unflushed().put(2L, 2L);
    });
    ward.fixture.inverted.remove(0);
    ward.fixture.inverted.add(2, Cursors.sorted(1L << 20));

    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    assertThat(ward.examine(Doctor::mending).findings()).isEmpty();

    ward.assertServesAll();
  }

  private Ward withSmallIndices() throws Exception {
    return new Ward(
        new Fixture(
            directory.resolve("small"),
            new FakeMounts(),
            new FakeShardIndices(1000),
            new FakeInvertedIndex()));
  }

  @Test
  void mendsADamagedSmallIndex() throws Exception {
    var small = withSmallIndices();
    small.change(maps -> maps.indices().put(0L, new byte[] {1, 2, 3}));
    small.assertMends(Invariant.SHARD_INDEX_SOUND);
  }

  @Test
  void mendsALostSmallIndex() throws Exception {
    var small = withSmallIndices();
    small.change(maps -> maps.indices().remove(1L));
    small.assertMends(Invariant.SHARD_INDEX_THERE);
  }

  @Test
  void removesASmallIndexThatNobodyOwns() throws Exception {
    ward.change(maps -> maps.indices().put(77L, new byte[5]));
    ward.assertMends(Invariant.FILES_OWNED);
  }

  @Test
  void mendsAMarkThatIsMissing() throws Exception {
    ward.change(maps -> {
      var cutShort = Ward.recordOf(maps).with(ShardState.INITIALIZING);
      maps.shards().put(KEY.value(), RecordFormat.write(cutShort));
      maps.facts().put("shards 2 fake", "1");
      maps.facts().put("shards 1 fake", "1");
    });

    assertThat(ward.examine(Ward::look).invariants()).containsExactly(Invariant.MARKS_AGREE);
    assertThat(ward.examine(Doctor::mending).checkup().clean()).isTrue();
    assertThat(ward.examine(Ward::look).findings()).isEmpty();
    try (var store = ward.fixture.open()) {
      Fixture.await(() -> Fixture.state(store, KEY) == ShardState.AVAILABLE);
    }
  }

  @Test
  void mendsWrongCounts() throws Exception {
    ward.change(maps -> {
      maps.facts().put("blocks", "26");
      maps.facts().put("shards 2 gopher", "5");
    });

    var found = ward.assertMends(Invariant.CENSUS_RIGHT);

    assertThat(found.getFirst().expected()).isEqualTo("{blocks=27}");
    assertThat(found.getFirst().got()).isEqualTo("{blocks=26, shards 2 gopher=5}");
  }

  @Test
  void mendsARecordThatCountsWrong() throws Exception {
    var record = ward.record(KEY);
    var wrong =
        record.indexed(
            record.state(),
            new ShardRecord.Sizes(21, record.bytes(), record.sizes().index()),
            record.layout());
    ward.change(maps -> {
      maps.shards().put(KEY.value(), RecordFormat.write(wrong));
      maps.facts().put("blocks", "28");
    });
    ward.assertMends(Invariant.SHARD_INDEX_COUNT);
  }
}
