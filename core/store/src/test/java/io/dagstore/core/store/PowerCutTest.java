package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.disk.DiskFault;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at each call of a small history that changes the disk, one after another. */
@Timeout(300)
final class PowerCutTest {
  private static final int OPERATIONS = 4;
  private static final int ENOUGH = 50;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingThatWasAnsweredIsLostWhereverThePowerGoes(boolean torn) throws Exception {
    assertThat(everywhere(1, DiskFault.POWER_CUT, torn)).isGreaterThan(ENOUGH);
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "ENOSPC", "SHORT_WRITE"})
  void norWhereverTheDiskFails(DiskFault fault) throws Exception {
    assertThat(everywhere(2, fault, false)).isGreaterThan(ENOUGH);
  }

  /** Returns how many calls there are, each of which went wrong once. */
  private long everywhere(long seed, DiskFault fault, boolean torn) throws Exception {
    long at = 0;
    while (new DiskTrial(seed, OPERATIONS, fault, at, torn).run(folder)) {
      at++;
    }
    return at;
  }
}
