package io.dagstore.index.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.Advice;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.testkit.Flips;
import io.dagstore.core.testkit.FloodKeys;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large indices: of blocks that an attacker chose, and broken by chance. */
final class FileShardIndexFloodTest {
  private static final ShardKey KEY = ShardKey.of("flooded");
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int SHA2_256 = 0x12;
  private static final int FLIPS = Integer.getInteger("dagstore.file.flips", 12);

  @TempDir private Path directory;

  private Path write(long[] keys) throws IOException {
    try (var repository = FileShardIndexRepository.open(directory, OpenMode.READ_WRITE);
        var writer = repository.create(KEY)) {
      for (int i = 0; i < keys.length; i++) {
        writer.add(keys[i] & (-1L << 16), 100L * i, 90);
      }
      writer.commit();
    }
    return new ShardFileName(KEY).in(directory, ".blocks");
  }

  @Test
  void blocksThatWereChosenSpreadAsThoseOfOthers() throws IOException {
    double usual = probes(FloodKeys.usual());

    assertThat(probes(FloodKeys.chosen(SHA2_256, 32))).isLessThan(2 * usual);
    assertThat(probes(FloodKeys.chosen(SHA2_256, 4))).isLessThan(2 * usual);
    assertThat(probes(FloodKeys.chosen(0, 20))).isLessThan(2 * usual);
  }

  /** How many entries stand in the bucket of a block, on average over all blocks. */
  private double probes(long[] keys) throws IOException {
    try (var mapping = Mapping.open(write(keys), Advice.FORWARD)) {
      var envelope = Envelope.read(mapping, BlocksFormat.FORMAT);
      long buckets = envelope.fact(BlocksFormat.FACT_BUCKETS);
      long word = envelope.bodyOffset() + envelope.bodyLength() - Long.BYTES * (buckets + 1);
      double sum = 0;
      for (long bucket = 0; bucket < buckets; bucket++, word += Long.BYTES) {
        long start = mapping.segment().get(LONG, word) & BlocksFormat.START_MASK;
        long end = mapping.segment().get(LONG, word + Long.BYTES) & BlocksFormat.START_MASK;
        sum += (double) (end - start) * (end - start);
      }
      return sum / keys.length;
    }
  }

  @Test
  void aLargeIndexBrokenByChanceGivesTheRightAnswerOrSaysSo() throws IOException {
    long[] keys = new SplittableRandom(5).longs(100_000).toArray();
    Path file = write(keys);
    Flips.of(
        file,
        FLIPS,
        at -> {
          assertThat(wrong(keys)).as("byte %d", at).isZero();
          assertThatThrownBy(this::verify).isInstanceOf(CorruptDataException.class);
        });
  }

  private void verify() throws IOException {
    try (var repository = FileShardIndexRepository.open(directory, OpenMode.READ_WRITE);
        var index = repository.open(KEY).orElseThrow()) {
      index.verify();
    }
  }

  /** How many blocks are not found where they are, and no error tells why. */
  private int wrong(long[] keys) throws IOException {
    int wrong = 0;
    try (var repository = FileShardIndexRepository.open(directory, OpenMode.READ_WRITE);
        var index = repository.open(KEY).orElseThrow()) {
      for (int i = 0; i < keys.length; i++) {
        wrong += isRightOrRefused(index, keys[i] & (-1L << 16), 100L * i) ? 0 : 1;
      }
    } catch (CorruptDataException e) {
      assertThat(e.source()).endsWith(".blocks");
    }
    return wrong;
  }

  private static boolean isRightOrRefused(ShardIndex index, long key, long offset)
      throws IOException {
    try {
      long entry = index.first(key);
      return entry >= 0 && index.offset(entry) == offset && index.length(entry) == 90;
    } catch (CorruptDataException e) {
      assertThat(e.source()).endsWith(".blocks");
      return true;
    }
  }
}
