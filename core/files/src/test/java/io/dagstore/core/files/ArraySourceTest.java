package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ArraySourceTest {
  @Test
  void readsUntilItIsClosed() throws IOException {
    var source = Source.of(new byte[] {1, 2, 3}, "array");
    var read = new byte[3];

    assertThat(source.readUpTo(1, read, 0, 3)).isEqualTo(2);
    assertThat(source.view(0, 3)).isPresent();

    source.close();
    source.close();

    assertThatIOException()
        .isThrownBy(() -> source.readUpTo(1, read, 0, 3))
        .withMessage("read of array: expected it open, got it closed");
    assertThatIOException().isThrownBy(() -> source.scan(0));
    assertThat(source.view(0, 3)).isEmpty();
  }
}
