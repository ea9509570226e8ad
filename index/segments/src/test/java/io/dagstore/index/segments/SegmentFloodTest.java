package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.Flips;
import io.dagstore.core.testkit.FloodKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large segments: of keys that an attacker chose, and broken by chance. */
final class SegmentFloodTest {
  private static final int FLIPS = Integer.getInteger("dagstore.segments.flips", 12);

  @TempDir private Path directory;

  private SegmentIndex open() throws IOException {
    return SegmentIndex.open(directory, OpenMode.READ_WRITE);
  }

  @Test
  void keysOfChosenMultihashesSpreadAsThoseOfOthers() throws IOException {
    long usual = crowding(FloodKeys.usual());

    assertThat(crowding(FloodKeys.chosen(0x12, 32))).isLessThan(2 * usual);
    assertThat(crowding(FloodKeys.chosen(0x12, 4))).isLessThan(2 * usual);
    assertThat(crowding(FloodKeys.chosen(0, 20))).isLessThan(2 * usual);
  }

  /** How many lines a lookup of each key reads, beyond the first. */
  private long crowding(long[] keys) throws IOException {
    SegmentIndex.discard(directory);
    try (var index = open()) {
      index.add(1, Keys.cursor(Keys.ascending(LongStream.of(keys))));
      index.flush();
    }
    var file = new SegmentFolder(directory).segment(1);
    try (var segment = Segment.open(file, 1)) {
      long beyond = 0;
      for (long line = 0; line < segment.lines().count(); line++) {
        long word = segment.lines().checked(line);
        beyond += (word & SegmentFormat.SPILLS) != 0 ? 1 : 0;
      }
      assertThat(segment.crowded()).isEmpty();
      return beyond;
    }
  }

  @Test
  void aLargeSegmentBrokenByChanceGivesTheRightAnswerOrSaysSo() throws IOException {
    long[] keys = Keys.random(new SplittableRandom(5), Recent.MAX_PAIRS + 1);
    try (var index = open()) {
      index.add(1, Keys.cursor(keys));
      index.flush();
    }
    var file = new SegmentFolder(directory).segment(1);
    Flips.of(
        file,
        FLIPS,
        at -> {
          assertThat(missed(keys)).as("byte %d", at).isZero();
          assertThatThrownBy(this::verify).isInstanceOf(CorruptDataException.class);
        });
  }

  private void verify() throws IOException {
    try (var index = open()) {
      index.verify();
    }
  }

  /** How many keys are not found and no error tells why. */
  private int missed(long[] keys) throws IOException {
    int missed = 0;
    try (var index = open()) {
      for (long key : keys) {
        try {
          missed += index.first(key) == 1 ? 0 : 1;
        } catch (CorruptDataException e) {
          assertThat(e.source()).endsWith("1.segment");
        }
      }
    } catch (CorruptDataException e) {
      assertThat(e.source()).endsWith("1.segment");
    }
    return missed;
  }
}
