package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;

/**
 * Runs the {@code *Stress} classes on two cores at once, in JVMs of JCStress: for moments in the
 * build, or with its own options, which the property {@code stress} gives.
 */
final class StressTest {
  /** One JVM for each test, two threads where the system puts them, a twentieth of a second. */
  private static final String SHORT =
      "-f 1 -iters 1 -time 50 -hs 32 -pth false -sc false -af NONE -jvmArgs";

  /** One argument, though it has a blank. */
  private static final String SHORT_JVM = "-XX:+UseSerialGC -Xshare:auto";

  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void twoAtOnceSeeNothingForbidden() throws Exception {
    if (Runtime.getRuntime().availableProcessors() == 1) {
      return; // There are no two at once.
    }
    var given = System.getProperty("stress", "");
    var command = new ArrayList<>(command());
    command.addAll(List.of((given.isEmpty() ? SHORT : given).split(" ", -1)));
    if (given.isEmpty()) {
      command.add(SHORT_JVM);
    }
    var stress =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    stress.getOutputStream().close();
    var said = new String(stress.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(stress.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("Failed tests: No matches.", "Error tests: No matches.")
        .contains("All remaining tests: " + tests() + " matching");
  }

  private static long tests() {
    return Stream.of(LeasesStress.class, OpenShardStress.class)
        .mapToLong(all -> all.getDeclaredClasses().length)
        .sum();
  }

  private List<String> command() {
    return ChildJvm.command(
        "-Djava.io.tmpdir=" + folder, Main.class.getName(), "-c", "2", "-r", folder.toString());
  }
}
