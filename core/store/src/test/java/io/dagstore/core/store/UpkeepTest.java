package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.store.ShardRecord.Sizes;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpkeepTest {
  private static final int SHARDS = 3_000;
  private static final int EACH_COMMIT = 100;
  private static final int SMALL_INDEX = 400;

  /** Shards of a commit of more than moves at once, and of them so many, each so many a page. */
  private static final int LARGE_COMMIT = 12_000;

  private static final int EVERY = 24;
  private static final int SPARSE = LARGE_COMMIT / EVERY;
  private static final int LEFT = 30;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void whatIsDeadTakesNoRoomForLongAndWhatIsAliveStaysAsItIs() throws Exception {
    long full;
    long compacted;
    List<ShardRecord> left;
    var parts = new AtomicInteger();
    try (var records = Records.open(directory, OpenMode.READ_WRITE, new Random(1))) {
      var shards = fill(records);
      left = shards.subList(0, LEFT);
      full = Files.size(records.path());
      destroy(records, shards.subList(LEFT, SHARDS));

      records.compact(LONG, parts::incrementAndGet);
      compacted = Files.size(records.path());
      assertKept(records, left);
    }

    assertThat(parts).hasPositiveValue();
    assertThat(compacted).isLessThan(full / 10);
    try (var records = Records.open(directory, OpenMode.READ_ONLY, new Random(1))) {
      assertKept(records, left);
      assertThat(records.counts().indexed()).isEqualTo(LEFT);
    }
  }

  @Test
  void aFileThatIsDenseStaysAsItIs() throws Exception {
    try (var records = Records.open(directory, OpenMode.READ_WRITE, new Random(1))) {
      fill(records);
      records.compact(LONG, () -> {});
      long dense = Files.size(records.path());
      var parts = new AtomicInteger();

      records.compact(LONG, parts::incrementAndGet);

      assertThat(parts).hasValueLessThan(2);
      assertThat(Files.size(records.path())).isLessThanOrEqualTo(dense);
    }
  }

  @Test
  void whatALargeCommitWroteIsMovedToo() throws Exception {
    try (var records = Records.open(directory, OpenMode.READ_WRITE, new Random(1))) {
      var shards = fill(records, LARGE_COMMIT, LARGE_COMMIT);
      long full = Files.size(records.path());
      destroy(records, IntStream.range(0, SPARSE).mapToObj(i -> shards.get(i * EVERY)).toList());
      destroy(records, shards.subList(1, 2)); // The last two commits do not move.
      long sparse = Files.size(records.path());

      records.compact(LONG, () -> {});

      assertThat(sparse).isGreaterThan(full + full / 5);
      assertThat(Files.size(records.path())).isLessThan(full + full / 20);
    }
  }

  private static List<ShardRecord> fill(Records records) throws Exception {
    return fill(records, SHARDS, EACH_COMMIT);
  }

  private static List<ShardRecord> fill(Records records, int count, int eachCommit)
      throws Exception {
    var random = new Random(7);
    var shards = new ArrayList<ShardRecord>();
    for (int i = 0; i < count; i++) {
      var key = ShardKey.of("k" + Long.toHexString(random.nextLong()));
      var mount = URI.create("fake:" + key);
      var shard = records.insert(key, mount, ShardState.INITIALIZING, false, LocalCopy.NONE);
      var indexed = shard.indexed(ShardState.AVAILABLE, new Sizes(20, 100_000, 500), Layout.CAR);
      records.put(indexed, Optional.of(index(shard.number())), UnaryOperator.identity());
      shards.add(indexed);
      if (i % eachCommit == 0) {
        records.durable();
      }
    }
    records.dropMarks(records.marks());
    records.durable();
    return shards;
  }

  private static byte[] index(int number) {
    byte[] bytes = new byte[SMALL_INDEX];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static void destroy(Records records, List<ShardRecord> shards) throws Exception {
    for (var shard : shards) {
      records.delete(shard);
    }
    records.dropMarks(records.marks());
    records.durable();
  }

  private static void assertKept(Records records, List<ShardRecord> shards) throws Exception {
    for (var shard : shards) {
      assertThat(records.get(shard.key())).contains(shard);
      assertThat(records.smallIndex(shard.number())).contains(index(shard.number()));
    }
  }
}
