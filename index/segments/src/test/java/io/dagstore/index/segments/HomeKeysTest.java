package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.KeyPlaces;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeKeysTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1000, 15_384, 11_627_907, (1L << 31) + 7, (1L << 39) - 1})
  void givesTheKeysThatDivisionGives(long homes) {
    var random = new SplittableRandom(homes);
    int least = KeyPlaces.leastBits(homes);
    for (int bits : new int[] {Math.max(1, least), Math.max(1, least) + 1, 48, 52}) {
      var places = new KeyPlaces(homes, bits);
      var keys = new HomeKeys(places);
      for (long home = 0; home < Math.min(homes, 2000); home++) {
        assertThat(keys.home()).isEqualTo(home);
        for (int i = 0; i < 5; i++) {
          long fingerprint = i == 0 ? 0 : random.nextLong() >>> (Long.SIZE - bits);
          assertThat(keys.key(fingerprint)).isEqualTo(places.key(home, fingerprint));
        }
        keys.nextHome();
      }
    }
  }
}
