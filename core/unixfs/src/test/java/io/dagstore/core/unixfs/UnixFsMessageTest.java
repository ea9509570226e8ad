package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnixFsMessageTest {

  private static UnixFsMessage decode(String hex) {
    return UnixFsMessage.decode(HexFormat.of().parseHex(hex));
  }

  @Test
  void readsWhatKuboWrites() {
    UnixFsMessage message =
        decode("08021205" + "68656c6c6f" + "1805388003420b0880e2cfaa061505000000");

    assertThat(message.type()).isEqualTo(UnixFsType.FILE);
    assertThat(message.data().copy()).asString().isEqualTo("hello");
    assertThat(message.fileSize()).hasValue(5);
    assertThat(message.metadata())
        .isEqualTo(
            UnixFsMetadata.NONE.withMode(0_600).withMtime(Instant.ofEpochSecond(1_700_000_000, 5)));
  }

  @Test
  void writesWhatKuboWrites() {
    byte[] hello = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    UnixFsMetadata metadata =
        UnixFsMetadata.NONE.withMode(0_600).withMtime(Instant.ofEpochSecond(1_700_000_000, 5));

    assertThat(UnixFsEncoder.leaf(hello, 0, 5, metadata))
        .asHexString()
        .isEqualToIgnoringCase("0802120568656c6c6f1805388003420b0880e2cfaa061505000000");
  }

  @Test
  void timesBefore1970AreTenByteVarints() {
    UnixFsMetadata metadata = UnixFsMetadata.NONE.withMtime(Instant.ofEpochSecond(-1));

    byte[] bytes = UnixFsEncoder.directory(metadata);

    assertThat(UnixFsMessage.decode(bytes).metadata()).isEqualTo(metadata);
    assertThat(bytes).asHexString().isEqualToIgnoringCase("0801420b08ffffffffffffffffff01");
  }

  @ParameterizedTest
  @CsvSource({
    "'', no type",
    "1800, no type",
    "0806, unknown UnixFS type 6",
    "08ffffffffffffffffff01, unknown UnixFS type 18446744073709551615",
    "08020802, type occurs twice",
    "080212001200, data occurs twice",
    "0802120568, exceeds the 1 bytes left",
    "080212ffffffffffffffffff01, exceeds the 0 bytes left",
    "080218, cut short",
    "0880, cut short",
    "08ffffffffffffffffff02, exceeds 64 bits",
    "080218ffffffffffffffffff01, filesize: expected below 2^63",
    "080220ffffffffffffffffff01, blocksize: expected below 2^63",
    "08022201ff, cut short",
    "0a00, type has wire type 2",
    "08021000, data has wire type 0",
    "080213, data has wire type 3",
    "08027b, unsupported wire type 3",
    "080200, field number out of range: 0",
    "080242021503, cut short",
    "0802420408011503, cut short",
    "0802420708011500ca9a3b, nanos: expected below 10^9",
    "08024200, mtime has no seconds",
    "0802420a08ffffffffffffffff7f, mtime seconds out of range"
  })
  void whatIsNoMessageIsRefused(String hex, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(hex))
        .withMessageContaining(complaint);
  }

  @Test
  void fieldsNobodyKnowsArePassedOver() {
    UnixFsMessage message =
        decode("0801" + "580a" + "59" + "00".repeat(8) + "5a021122" + "5d00000000");

    assertThat(message.type()).isEqualTo(UnixFsType.DIRECTORY);
  }
}
