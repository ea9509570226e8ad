package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloserTest {
  @Test
  void closesAllInReverseAndThrowsTheFirstFailure() throws IOException {
    List<Integer> closed = new ArrayList<>();
    var closer = new Closer();
    closer.register(() -> closed.add(1));
    closer.register(() -> {
      closed.add(2);
      throw new IOException("second");
    });
    closer.register(() -> {
      closed.add(3);
      throw new IllegalStateException("first");
    });

    assertThatThrownBy(closer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

    closer.close();
    assertThat(closed).containsExactly(3, 2, 1);
  }
}
