package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyFilterTest {
  private static final long UNCOUNTED = 0xffff;

  @Test
  void mayHaveEveryKeyThatWasPut() {
    long[] keys = Keys.random(new SplittableRandom(1), 10_000);
    for (int entries : new int[] {0, 1, 100, 10_000}) {
      var filter = KeyFilter.of(entries);
      Arrays.stream(keys).forEach(filter::put);

      assertThat(Arrays.stream(keys)).allMatch(filter::mayHave);
      assertThat(Arrays.stream(keys)).allMatch(key -> filter.mayHave(key | UNCOUNTED));
    }
  }

  @Test
  void hasFewOfTheKeysThatWereNot() {
    var filter = KeyFilter.of(10_000);
    Arrays.stream(Keys.random(new SplittableRandom(1), 10_000)).forEach(filter::put);

    long[] absent = Keys.random(new SplittableRandom(2), 10_000);

    assertThat(Arrays.stream(absent).filter(filter::mayHave).count()).isLessThan(1_000);
  }

  @Test
  void mayHaveAnyKeyOfALargeSegment() {
    var filter = KeyFilter.of(Long.MAX_VALUE);
    filter.put(1L << 16);

    assertThat(filter).isSameAs(KeyFilter.NONE);
    assertThat(filter.mayHave(2L << 16)).isTrue();
  }
}
