package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "0:*, 0, 10",
    "0:0, 0, 1",
    "2:4, 2, 5",
    "5:99, 5, 10",
    "99:*, 10, 10",
    "-3:*, 7, 10",
    "-3:-2, 7, 9",
    "-99:4, 0, 5",
    "0:-99, 0, 0",
    "3:-1, 3, 10",
    "0:9223372036854775807, 0, 10",
    "-9223372036854775808:*, 0, 10"
  })
  void isClippedToTheFile(String text, long start, long end) {
    ByteRange range = ByteRange.parse(text);

    assertThat(range.start(10)).isEqualTo(start);
    assertThat(range.end(10)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ":", "1:", ":1", "a:b", "*:1", "5:4", "-1:-2", "1:2:3", "1 :2"})
  void refusesWhatIsNoRange(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.parse(text));
  }
}
