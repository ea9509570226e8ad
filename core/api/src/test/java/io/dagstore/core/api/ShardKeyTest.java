package io.dagstore.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "..", " ", "ü", "☃", "a\u0000b"})
  void takesAnyText(String text) {
    assertThat(ShardKey.of(text)).hasToString(text);
  }

  @Test
  void countsBytesNotCharacters() {
    assertThat(ShardKey.of("ü".repeat(512)).value()).hasSize(512);
    assertThatIllegalArgumentException().isThrownBy(() -> ShardKey.of("ü".repeat(513)));
    assertThatIllegalArgumentException().isThrownBy(() -> ShardKey.of("x".repeat(1025)));
  }

  @Test
  void refusesNoTextAndTextThatIsNoUnicode() {
    assertThatIllegalArgumentException().isThrownBy(() -> ShardKey.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> ShardKey.of("a\ud800"));
  }

  @ParameterizedTest
  @EnumSource(ShardState.class)
  void aStateComesBackFromItsNumber(ShardState state) {
    assertThat(ShardState.of(state.number())).contains(state);
    assertThat(ShardState.of(201)).isEmpty();
  }
}
