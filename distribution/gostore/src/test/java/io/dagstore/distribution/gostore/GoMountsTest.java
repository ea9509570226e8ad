package io.dagstore.distribution.gostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.ipld.MalformedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of Go's mounts and the places they mean. */
final class GoMountsTest {
  private final GoMounts mounts = new GoMounts(Path.of("/cars"));

  @ParameterizedTest
  @CsvSource({
    "file://name.car, /cars/name.car",
    "file://two%20words.car, /cars/two words.car",
    "file://sub%2Fname.car, /cars/sub/name.car",
    "file://%2Fdata%2Fname.car, /data/name.car",
    "file:///data/name.car, /data/name.car",
    "file://a%2525.car, /cars/a%25.car",
    "file://a+b.car, /cars/a+b.car",
    "file://<x>[y].car, /cars/<x>[y].car",
    "fs://name.car?path=sub%2Fname.car, /cars/sub/name.car",
    "fs://irrecoverable?path=sub%2Ftwo+words.car, /cars/sub/two words.car",
    "fs://name.car?size=3&path=name.car, /cars/name.car",
    "fs://name.car, /cars/name.car",
  })
  void aFileIsFound(String url, Path file) {
    var place = mounts.of(url);

    assertThat(place.file()).hasValue(file);
    assertThat(Path.of(place.uri())).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lotus://baga6ea4seaq", "https://host/a.car?b=c", "block://aGk="})
  void anyOtherIsKeptAsItIs(String url) {
    assertThat(mounts.of(url).uri()).hasToString(url);
    assertThat(mounts.of(url).file()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name.car",
        "file://",
        "file://a%2",
        "file://a%zz",
        "file://a%00b",
        "fs://x?path=..%2Fx.car",
        "fs://x?path=%2Fetc%2Fx.car",
        "fs://?path=",
        "lotus://a b",
      })
  void whatNamesNoPlaceIsRefused(String url) {
    assertThatThrownBy(() -> mounts.of(url)).isInstanceOf(MalformedException.class);
  }

  @Test
  void aNameNeedNotBeText() {
    assertThat(mounts.of("file://%FF.car").uri()).hasToString("file:///cars/%FF.car");
  }
}
