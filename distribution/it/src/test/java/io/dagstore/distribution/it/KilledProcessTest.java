package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed in the middle of its work, again and again: a few times in the build, and as
 * often as the property {@code kills} says, such as {@code --kills 1000 --seed 1}.
 */
final class KilledProcessTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void keepsWhatWasAnsweredAndLeavesNothingHalf() throws Exception {
    var kills = Kills.of(System.getProperty("kills", ""));

    kills.run(directory);

    assertThat(kills.places()).containsKey("any moment").hasSizeGreaterThan(1);
    if (kills.many()) {
      assertThat(kills.places()).containsKeys(Kills.STEPS.toArray(String[]::new));
    }
  }
}
