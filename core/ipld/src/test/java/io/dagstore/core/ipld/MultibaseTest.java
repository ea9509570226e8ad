package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultibaseTest {
  @ParameterizedTest
  @CsvSource({
    "BASE16, f796573206d616e692021",
    "BASE32, bpfsxgidnmfxgsibb",
    "BASE32_UPPER, BPFSXGIDNMFXGSIBB",
    "BASE36, k2lcpzo5yikidynfl",
    "BASE58BTC, z7paNL19xttacUY",
    "BASE64, meWVzIG1hbmkgIQ",
    "BASE64URL, ueWVzIG1hbmkgIQ"
  })
  void spellsTheSpecificationsExample(Multibase base, String text) {
    byte[] bytes = "yes mani !".getBytes(UTF_8);

    assertThat(base.encodePrefixed(bytes)).isEqualTo(text);
    assertThat(Multibase.decodePrefixed(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"BASE36, k002lcpzo5yikidynfl", "BASE58BTC, z117paNL19xttacUY"})
  void keepsLeadingZeroBytes(Multibase base, String text) {
    byte[] bytes = "\0\0yes mani !".getBytes(UTF_8);

    assertThat(base.encodePrefixed(bytes)).isEqualTo(text);
    assertThat(Multibase.decodePrefixed(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatItWasGiven(Multibase base) {
    var random = new Seeded();
    for (int i = 0; i < 200; i++) {
      byte[] bytes = random.bytes(80);
      Arrays.fill(bytes, 0, random.upTo(bytes.length), (byte) 0);

      String text = base.encode(bytes);

      assertThat(base.decode(text)).as(random.toString()).isEqualTo(bytes);
      assertThat(Multibase.decodePrefixed(base.encodePrefixed(bytes))).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "?", "Mabc", "f0", "fF0", "f0g", "bA", "b1", "ba", "bab", "bbe=", "z0", "zO", "zé",
        "kA", "m_w", "mA", "u+w", "mAB"
      })
  void refusesWhatSpellsNothing(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Multibase.decodePrefixed(text));
  }

  @Test
  void refusesLongTextInTheQuadraticBases() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Multibase.BASE58BTC.decode("2".repeat(8193)))
        .withMessageContaining("at most 8192");
  }

  @Test
  void agreesWithTheJdkOnBase64() {
    byte[] bytes = new byte[1000];
    RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);

    assertThat(Multibase.BASE64.encode(bytes))
        .isEqualTo(java.util.Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }
}
