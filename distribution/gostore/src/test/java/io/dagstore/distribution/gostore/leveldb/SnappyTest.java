package io.dagstore.distribution.gostore.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.distribution.gostore.leveldb.SampleDb.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of Snappy's block format, sound and not. */
final class SnappyTest {

  @ParameterizedTest
  @CsvSource({
    "00, ''",
    "03 08 616263, abc",
    "08 08 616263 05 03, abcabcab",
    "08 08 616263 12 0300, abcabcab",
    "08 08 616263 13 03000000, abcabcab",
    "05 00 61 01 01, aaaaa",
  })
  void literalsAndCopies(String packed, String text) throws Exception {
    assertThat(unpack(packed)).isEqualTo(text);
  }

  @Test
  void aLongLiteralHasItsLengthBehindItsTag() throws Exception {
    var text = "x".repeat(70_000);
    var packed =
        new Bytes()
            .varint(text.length())
            .fixed(62 << 2, 1)
            .fixed(text.length() - 1, 3)
            .raw(text.getBytes(StandardCharsets.UTF_8))
            .done();

    assertThat(Snappy.unpack(packed, packed.length)).hasSize(70_000).containsOnly('x');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff",
        "ffffffff7f 00 61",
        "ffffffffffff",
        "03 08 6162",
        "02 08 616263",
        "04 08 616263",
        "08 08 616263 05 00",
        "08 08 616263 05 04",
        "06 08 616263 05 03",
        "08 08 616263 12 03",
        "08 fc ffffffff",
      })
  void whatSnappyDoesNotMakeIsRefused(String packed) {
    assertThatThrownBy(() -> unpack(packed)).isInstanceOf(Snappy.Malformed.class);
  }

  private static String unpack(String hex) throws Snappy.Malformed {
    var packed = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new String(Snappy.unpack(packed, packed.length), StandardCharsets.UTF_8);
  }
}
