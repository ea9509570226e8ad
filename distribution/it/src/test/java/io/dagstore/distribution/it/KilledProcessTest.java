package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of its work, again and again; the long form is Kills' own. */
final class KilledProcessTest {
  private static final int KILLS = 12;
  private static final long SEED = 17;

  @TempDir Path directory;

  @Test
  void keepsWhatWasAnsweredAndLeavesNothingHalf() throws Exception {
    var kills = new Kills(KILLS, SEED);

    kills.run(Files.createDirectory(directory.resolve("kills")));

    assertThat(kills.places()).containsKey("any moment").hasSizeGreaterThan(2);
  }
}
