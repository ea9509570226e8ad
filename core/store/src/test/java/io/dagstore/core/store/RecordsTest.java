package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.store.ShardRecord.Sizes;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordsTest {
  private static final URI MOUNT = URI.create("file:a%20b.car");
  private static final Layout LAYOUT =
      new Layout("some-piece", List.of(Cid.parse("bafkqaaa"), Cid.parse("bafkqabtimvwgy3yk")));
  private static final ShardRecord FULL =
      new ShardRecord(
          7,
          ShardKey.of("ä/b"),
          MOUNT,
          ShardState.ERRORED,
          true,
          true,
          new Sizes(12, 1L << 40, 1L << 34),
          "wrong: ☃",
          LAYOUT,
          LocalCopy.at("/copies/b.car").of(13, Multihash.sum(Multicodec.SHA2_256, new byte[13])));

  private static final Predicate<String> CENSUS =
      Pattern.compile("shards .*|blocks|bytes|index-bytes").asMatchPredicate();
  private static final ShardRecord CAR =
      FULL.failed(ShardState.ERRORED, "wrong").copied(LocalCopy.NONE);

  private static final ShardRecord UNSIZED =
      FULL.indexed(FULL.state(), new Sizes(12, 1L << 40, 0), LAYOUT);

  /**
   * What a record without a local copy has more than one of version 2: no copy, the bytes of its
   * index, a checksum.
   */
  private static final int COPY_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;

  @TempDir Path directory;

  @Test
  void aRecordComesBackAsItWas() {
    assertThat(RecordFormat.read("ä/b", RecordFormat.write(FULL))).isEqualTo(FULL);
  }

  @Test
  void aRecordCutShortAnywhereIsRefused() {
    var whole = RecordFormat.write(FULL);
    for (int length = 0; length < whole.length; length++) {
      var part = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().isThrownBy(() -> RecordFormat.read("ä/b", part));
    }
  }

  @Test
  void aRecordWithAWrongBitAnywhereIsRefusedAndSoIsThatOfAnotherShard() {
    var whole = RecordFormat.write(FULL);
    for (int at = 0; at < whole.length * Byte.SIZE; at++) {
      var wrong = whole.clone();
      wrong[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
      assertThatIllegalArgumentException().isThrownBy(() -> RecordFormat.read("ä/b", wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> RecordFormat.read("ä/c", whole));
  }

  @Test
  void numbersAreNeverGivenTwice() throws Exception {
    try (var records = open()) {
      var first = insert(records, "a");
      records.delete(first);
      assertThat(insert(records, "a").number()).isEqualTo(first.number() + 1);
    }
    try (var records = open()) {
      assertThat(insert(records, "b").number()).isEqualTo(2);
    }
  }

  @Test
  void aStoreKeepsItsSecret() throws Exception {
    long[] secret;
    try (var records = open()) {
      secret = records.secret();
      assertThat(records.fresh()).isTrue();
    }
    try (var records = Records.open(directory, OpenMode.READ_WRITE, new Random(99))) {
      assertThat(records.secret()).isEqualTo(secret);
      assertThat(records.fresh()).isFalse();
    }
  }

  @Test
  void countsWhatIsIndexedAndKnowsWhatIsInFlight() throws Exception {
    try (var records = open()) {
      var shard = insert(records, "a");
      assertThat(records.counts().indexed()).isZero();
      assertThat(records.inFlight()).containsExactly(shard);

      var available = shard.indexed(ShardState.AVAILABLE, new Sizes(3, 4, 5), Layout.CAR);
      records.put(available);
      records.put(available);
      assertThat(records.counts().indexed()).isEqualTo(1);
      assertThat(records.inFlight()).isEmpty();
      assertThat(records.get(shard.number())).contains(available);

      records.put(available.leaving());
      assertThat(records.counts().indexed()).isZero();
      assertThat(records.inFlight()).hasSize(1);

      records.delete(available);
      assertThat(records.inFlight()).isEmpty();
      assertThat(records.page("", Optional.empty(), 10)).isEmpty();
    }
  }

  @Test
  void aChangeIsOnDiskWhenItWasWaitedFor() throws Exception {
    var copy = directory.resolve("copy");
    try (var records = open()) {
      insert(records, "a");
      records.durable();
      Files.createDirectories(copy.resolve("records"));
      Files.copy(records.path(), copy.resolve("records/records.mv"));
    }
    try (var records = Records.open(copy, OpenMode.READ_WRITE, new Random(1))) {
      assertThat(records.get(ShardKey.of("a"))).isPresent();
    }
  }

  @Test
  void aTornEndFallsBackToTheLastWholeState() throws Exception {
    try (var records = open()) {
      insert(records, "a");
    }
    var file = directory.resolve("records/records.mv");
    long size = Files.size(file);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("chunk:torn".getBytes(StandardCharsets.US_ASCII)), size);
    }
    try (var records = open()) {
      assertThat(records.get(ShardKey.of("a"))).isPresent();
    }
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws Exception {
    var file = directory.resolve("records/records.mv");
    Files.createDirectories(directory.resolve("records"));
    Files.writeString(file, "this is no catalogue".repeat(1000));

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(this::open)
        .satisfies(e -> assertThat(e.source()).isEqualTo(file.toString()));
  }

  @Test
  void aFileOfBeforeThereWereCountsIsCountedOnce() throws Exception {
    Census.Counts counted;
    try (var records = open()) {
      records.put(
          insert(records, "a").indexed(ShardState.AVAILABLE, new Sizes(3, 4, 5), Layout.CAR));
      records.put(insert(records, "b").failed(ShardState.ERRORED, "why"));
      counted = records.counts();
    }
    try (var file = MVStore.open(directory.resolve("records/records.mv").toString())) {
      var facts = facts(file);
      Set.copyOf(facts.keySet()).stream().filter(CENSUS).forEach(facts::remove);
    }

    try (var records = Records.open(directory, OpenMode.READ_ONLY, new Random(1))) {
      assertThat(records.counts()).isEqualTo(counted);
    }
    try (var records = open()) {
      assertThat(records.counts()).isEqualTo(counted);
      assertThat(counted.indexed()).isEqualTo(1);
      assertThat(counted.blocks()).isEqualTo(3);
      assertThat(counted.bytes()).isEqualTo(4);
    }
  }

  @Test
  void aFileOfBeforeThereWereSmallIndicesOpens() throws Exception {
    try (var records = open()) {
      insert(records, "a");
    }
    try (var file = MVStore.open(directory.resolve("records/records.mv").toString())) {
      file.removeMap("indices");
      file.removeMap("unflushed");
    }

    for (var mode : List.of(OpenMode.READ_ONLY, OpenMode.READ_WRITE)) {
      try (var records = Records.open(directory, mode, new Random(1))) {
        assertThat(records.get(ShardKey.of("a"))).isPresent();
        assertThat(records.smallIndex(0)).isEmpty();
        assertThat(records.marks()).isEmpty();
        assertThat(records.doubtful()).isEqualTo(new Numbers.Doubtful(1, 1));
      }
    }
  }

  @Test
  void erroredShardsAreFoundInTheOrderOfTheirRetries() throws Exception {
    try (var records = open()) {
      long[] dues = {30, Trouble.NEVER, 10, 20};
      for (int i = 0; i < dues.length; i++) {
        var trouble = new Trouble(1, dues[i], List.of());
        var shard = insert(records, "k" + i).failed(ShardState.ERRORED, "why");
        records.put(shard, Optional.empty(), _ -> trouble);
      }
      insert(records, "sound");

      assertThat(marked(records)).containsExactly("k2", "k3", "k0", "k1");
      var first = records.errored().page("", 1).getFirst();
      assertThat(first.due()).isEqualTo(10);
      assertThat(records.errored().page(first.place(), 1).getFirst().shard()).isEqualTo("k3");

      var recovering = records.get(ShardKey.of("k3")).orElseThrow().with(ShardState.RECOVERING);
      records.put(recovering);
      assertThat(marked(records)).containsExactly("k2", "k0", "k1");
      records.put(recovering.with(ShardState.ERRORED));
      assertThat(marked(records)).containsExactly("k2", "k3", "k0", "k1");
      records.delete(recovering.with(ShardState.ERRORED));
      assertThat(marked(records)).containsExactly("k2", "k0", "k1");
      assertThat(records.trouble(recovering.key())).isEqualTo(Trouble.NONE);
    }
  }

  @Test
  void aFileOfBeforeThereWereMarksOfErroredShardsGetsThem() throws Exception {
    try (var records = open()) {
      insert(records, "a");
      records.put(insert(records, "b").failed(ShardState.ERRORED, "why"));
    }
    try (var file = MVStore.open(directory.resolve("records/records.mv").toString())) {
      file.removeMap("errored");
      file.removeMap("troubles");
      facts(file).remove("errored-marked");
    }
    try (var records = open()) {
      assertThat(marked(records)).containsExactly("b");
    }
  }

  private static MVMap<String, String> facts(MVStore file) {
    var text = StringDataType.INSTANCE;
    return file.openMap("facts", new MVMap.Builder<String, String>().keyType(text).valueType(text));
  }

  private static List<String> marked(Records records) throws Exception {
    return records.errored().page("", 100).stream().map(ErroredShards.Mark::shard).toList();
  }

  @Test
  void aShardThatNeverFailedCostsNoByteMore() throws Exception {
    try (var records = open()) {
      var shard =
          insert(records, "a").indexed(ShardState.AVAILABLE, new Sizes(3, 4, 5), Layout.CAR);
      var plan =
          new RetryPlan(
              InstantSource.system(),
              new Random(1),
              RetryPolicy.STANDARD,
              RecoverOnStart.RECOVER_NOW);
      records.put(shard, Optional.empty(), plan::recovered);

      assertThat(records.maps().errored().troubles()).isEmpty();
      assertThat(records.maps().errored().marks()).isEmpty();
      assertThat(RecordFormat.write(shard)).hasSizeLessThan(100);
    }
  }

  @Test
  void aRecordOfTheFirstVersionIsThatOfACar() {
    var now = RecordFormat.write(CAR);
    var before = Arrays.copyOf(now, now.length - COPY_BYTES - 2 * Integer.BYTES);
    before[0] = 1;

    assertThat(RecordFormat.read("ä/b", before)).isEqualTo(CAR);
  }

  @Test
  void aRecordOfTheSecondVersionHasNoLocalCopy() {
    var shard = UNSIZED.copied(LocalCopy.NONE);
    var now = RecordFormat.write(shard);
    var before = Arrays.copyOf(now, now.length - COPY_BYTES);
    before[0] = 2;

    assertThat(RecordFormat.read("ä/b", before)).isEqualTo(shard);
  }

  @Test
  void aRecordOfTheFourthVersionDoesNotKnowTheBytesOfItsIndex() {
    var now = RecordFormat.write(FULL.indexed(FULL.state(), new Sizes(12, 1L << 40, 5), LAYOUT));
    var before = Arrays.copyOf(now, now.length - Long.BYTES - Integer.BYTES);
    before[0] = 4;

    assertThat(RecordFormat.read("ä/b", RecordFormat.summed("ä/b", before))).isEqualTo(UNSIZED);
  }

  @Test
  void aNumberThatAKillMayHaveLostIsNotGivenAgain() throws Exception {
    var copy = directory.resolve("copy");
    try (var records = open()) {
      insert(records, "a");
      records.use(0);
      insert(records, "lost");
      Files.createDirectories(copy.resolve("records"));
      Files.copy(records.path(), copy.resolve("records/records.mv"));
    }
    try (var records = Records.open(copy, OpenMode.READ_WRITE, new Random(1))) {
      var doubtful = records.doubtful();
      assertThat(records.get(ShardKey.of("lost"))).isEmpty();
      assertThat(doubtful.from()).isZero();
      assertThat(insert(records, "b").number()).isGreaterThan(1).isEqualTo(doubtful.to());
    }
    try (var records = Records.open(copy, OpenMode.READ_WRITE, new Random(1))) {
      assertThat(records.doubtful().from()).isEqualTo(records.doubtful().to());
    }
  }

  @Test
  void aMarkThatWasMadeAgainStaysWhenTheOneBeforeIsDropped() throws Exception {
    try (var records = open()) {
      var shard =
          insert(records, "a").indexed(ShardState.AVAILABLE, new Sizes(3, 4, 5), Layout.CAR);
      records.put(shard, Optional.of(new byte[] {1, 2}), UnaryOperator.identity());
      var marks = records.marks();
      assertThat(records.smallIndex(0)).contains(new byte[] {1, 2});
      records.delete(shard);

      records.dropMarks(marks);
      assertThat(records.smallIndex(0)).isEmpty();
      assertThat(records.marks()).hasSize(1);
      records.dropMarks(records.marks());
      assertThat(records.marks()).isEmpty();
    }
  }

  private Records open() throws Exception {
    return Records.open(directory, OpenMode.READ_WRITE, new Random(1));
  }

  private static ShardRecord insert(Records records, String key) throws Exception {
    return records.insert(ShardKey.of(key), MOUNT, ShardState.INITIALIZING, false, LocalCopy.NONE);
  }
}
