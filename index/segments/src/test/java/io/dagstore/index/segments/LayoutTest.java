package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayoutTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 20, 1_000, 65_537, 10_000_000, 100_000_000})
  void findsAKeyAgainFromItsLowBitsWithinReach(long entries) {
    Layout layout = Layout.plan(entries, 10_000);
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      long key = Layout.keyOf(random.nextLong());
      int home = layout.home(key);
      int line = Math.min(home + random.nextInt(Layout.REACH + 1), layout.lines() + layout.tail());

      assertThat(home).as("seed " + SEED).isBetween(0, layout.lines() - 1);
      assertThat(layout.key(line, layout.fingerprint(key))).as("seed " + SEED).isEqualTo(key);
    }
  }

  @Test
  void needsLessThanSevenAndAHalfBytesAnEntryAtAHundredMillion() {
    Layout layout = Layout.plan(100_000_000, 10_000);

    assertThat(layout.linesBytes() / 100e6).isLessThan(7.5);
  }
}
