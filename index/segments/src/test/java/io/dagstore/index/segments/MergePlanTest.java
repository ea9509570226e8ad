package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MergePlanTest {
  private static final long FLUSH = 1 << 17;

  @ParameterizedTest
  @ValueSource(ints = {20, 153, 763})
  void writesAnEntryFewTimesAndKeepsFewSegments(int flushes) {
    long[] sizes = {};
    long written = 0;
    int most = 0;
    for (int i = 0; i < flushes; i++) {
      sizes = ascending(LongStream.concat(LongStream.of(FLUSH), Arrays.stream(sizes)));
      written += FLUSH;
      for (int merged = MergePlan.full(sizes); merged > 1; merged = MergePlan.full(sizes)) {
        written += sum(sizes, merged);
        sizes = merge(sizes, merged);
      }
      most = Math.max(most, sizes.length);
    }
    int left = MergePlan.uneven(sizes);
    written += left > 1 ? sum(sizes, left) : 0;
    sizes = merge(sizes, Math.max(1, left));

    assertThat(written).isLessThan(5L * flushes * FLUSH);
    assertThat(most).isLessThan(5 * MergePlan.FAN);
    assertThat(sizes.length).isLessThan(4);
    assertThat(MergePlan.uneven(sizes)).isZero();
  }

  @Test
  void leavesUnevenSegmentsAlone() {
    assertThat(MergePlan.full(new long[] {20, 200_000, 9_000_000})).isZero();
    assertThat(MergePlan.uneven(new long[] {20, 200_000, 9_000_000})).isZero();
    assertThat(MergePlan.uneven(new long[] {20, 50, 9_000_000})).isEqualTo(2);
    assertThat(MergePlan.full(new long[] {})).isZero();
  }

  @Test
  void takesFullLevelsWithAllThatIsSmaller() {
    long[] sizes = new long[MergePlan.FAN + 1];
    Arrays.fill(sizes, FLUSH);
    sizes[0] = 7;

    assertThat(MergePlan.full(sizes)).isEqualTo(sizes.length);
  }

  private static long[] merge(long[] sizes, int merged) {
    var others = Arrays.stream(sizes).skip(merged);
    return ascending(LongStream.concat(LongStream.of(sum(sizes, merged)), others));
  }

  private static long sum(long[] sizes, int count) {
    return Arrays.stream(sizes).limit(count).sum();
  }

  private static long[] ascending(LongStream sizes) {
    return sizes.sorted().toArray();
  }
}
