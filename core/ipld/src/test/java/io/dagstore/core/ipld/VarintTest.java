package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dagstore.core.ipld.MalformedException.Fault;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VarintTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, 8001",
    "16383, ff7f",
    "16384, 808001",
    "2097151, ffff7f",
    "268435455, ffffff7f",
    "9223372036854775807, ffffffffffffffff7f"
  })
  void writesAndReadsTheFewestBytes(long value, String hex) {
    byte[] expected = HexFormat.of().parseHex(hex);
    byte[] written = new byte[Varint.MAX_SIZE];

    int length = Varint.write(value, written, 0);

    assertThat(written).startsWith(expected);
    assertThat(length).isEqualTo(expected.length).isEqualTo(Varint.size(value));
    assertThat(Varint.read(expected, 0, expected.length)).isEqualTo(value);
    assertThat(Varint.read(MemorySegment.ofArray(expected), 0, expected.length)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "80, TRUNCATED",
    "ffffffffffffffff, TRUNCATED",
    "8000, NOT_MINIMAL",
    "ff00, NOT_MINIMAL",
    "ffffffffffffffffff01, OVERFLOW",
    "808080808080808080, OVERFLOW"
  })
  void tellsTheFaultsApart(String hex, Fault fault) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    var segment = MemorySegment.ofArray(bytes);

    var ofArray =
        catchThrowableOfType(MalformedException.class, () -> Varint.read(bytes, 0, bytes.length));
    var ofSegment =
        catchThrowableOfType(MalformedException.class, () -> Varint.read(segment, 0, bytes.length));

    assertThat(ofArray.fault()).isEqualTo(fault);
    assertThat(ofSegment.fault()).isEqualTo(fault);
    assertThat(ofSegment.getMessage()).isEqualTo(ofArray.getMessage());
  }

  @Test
  void doesNotReadBeyondTheLimit() {
    byte[] bytes = {(byte) 0x80, 1};

    var thrown = catchThrowableOfType(MalformedException.class, () -> Varint.read(bytes, 0, 1));

    assertThat(thrown.fault()).isEqualTo(Fault.TRUNCATED);
  }
}
