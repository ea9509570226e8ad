package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.disk.DiskFault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong at the calls of a small history that change the disk, one after another; and of
 * longer ones, as often as the property {@code trials} says, such as {@code --trials 1000 --seed
 * 1}.
 */
@Timeout(7200)
final class PowerCutTest {
  private static final int OPERATIONS = 4;
  private static final int ENOUGH = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingThatWasAnsweredIsLostWhereverThePowerGoes(boolean torn) throws Exception {
    assertThat(everywhere(new DiskTrial(1, OPERATIONS, DiskFault.POWER_CUT, 0, torn), 3))
        .isGreaterThan(ENOUGH);
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "ENOSPC", "SHORT_WRITE"})
  void norWhereverTheDiskFails(DiskFault fault) throws Exception {
    assertThat(everywhere(new DiskTrial(2, OPERATIONS, fault, 0, false), 4)).isGreaterThan(ENOUGH);
  }

  @Test
  void norInLongHistories() throws Exception {
    var trials = DiskTrials.of(System.getProperty("trials", ""));

    trials.run(folder);

    assertThat(trials.done()).isNotEmpty();
  }

  /** Returns at how many calls, each so manieth of all, something went wrong once. */
  private long everywhere(DiskTrial first, int every) throws Exception {
    long trials = 0;
    var trial = first;
    while (trial.run(folder)) {
      trials++;
      trial = trial.at(trial.at() + every);
    }
    return trials;
  }
}
