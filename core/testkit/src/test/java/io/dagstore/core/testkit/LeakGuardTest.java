package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class LeakGuardTest {
  private final LeakGuard guard = new LeakGuard();

  @Test
  void seesASourceThatStaysOpen() throws IOException {
    var source = guard.watch(Source.of(new byte[4], "four"));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(guard::assertAllClosed);

    source.close();

    guard.assertAllClosed();
    assertThat(guard.opened()).isEqualTo(1);
  }

  @Test
  void seesAReadAfterTheClose() throws IOException {
    var source = guard.watch(Source.of(new byte[4], "four"));
    source.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> source.readUpTo(0, new byte[1], 0, 1));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(guard::assertAllClosed);
  }

  @Test
  void aFaultySourceFailsWhileItsSwitchIsOn() throws IOException {
    var broken = new AtomicBoolean();
    try (var source = new FaultySource(Source.of(new byte[4], "four"), broken)) {
      assertThat(source.readUpTo(0, new byte[9], 0, 9)).isEqualTo(4);
      assertThat(source.view(0, 4)).isEmpty();
      broken.set(true);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> source.readUpTo(0, new byte[9], 0, 9));
    }
  }
}
