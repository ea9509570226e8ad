package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class SampleCarTest {
  @Test
  void makesTheBytesOfTheRecipe() throws Exception {
    var bytes = new SampleCar(10, 8, 100, 1).bytes();

    var digest = MessageDigest.getInstance("SHA-256").digest(bytes);

    assertThat(bytes).hasSize(1104);
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("82ec847a45380a462311a76c29f2a777999cee6da8e6bfcf9a83d4c28ed6a5ab");
  }

  @Test
  void twoSeedsShareNoBlock() {
    assertThat(SampleCar.small(50, 1).cids())
        .doesNotContainAnyElementsOf(SampleCar.small(50, 2).cids());
  }
}
