package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Utf8OrderTest {
  private static final List<String> TEXTS =
      List.of("", "a", "ab", "b", "\u007F", "\u00E9", "\uD7FF", "\uE000", "\uFFFF").stream()
          .flatMap(text -> List.of(text, text + "\uD83D\uDE00", "\uD83D\uDE00" + text).stream())
          .toList();

  @Test
  void isTheOrderOfTheBytes() {
    for (String a : TEXTS) {
      for (String b : TEXTS) {
        int bytes = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

        assertThat(Integer.signum(Utf8Order.INSTANCE.compare(a, b)))
            .as("%s and %s", a, b)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }
}
