package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

final class WarningsTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final System.Logger logger =
      new Warnings(new PrintStream(err, true, UTF_8)).getLogger("x", getClass().getModule());

  @Test
  void aWarningIsOneLineOfTheCommand() {
    logger.log(Level.WARNING, "an index is made again");
    logger.log(Level.WARNING, "left behind: {0}", "a{1}");
    logger.log(Level.ERROR, "cannot merge", new IOException("no room"));

    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "dagstore: warning: an index is made again",
            "dagstore: warning: left behind: a{1}",
            "dagstore: warning: cannot merge: no room");
  }

  @Test
  void whatIsLessIsNotTold() {
    logger.log(Level.INFO, "started");
    logger.log(Level.DEBUG, "merged {0}", "a");

    assertThat(logger.isLoggable(Level.INFO)).isFalse();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void theCommandHasIt() {
    assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(Warnings.class);
  }
}
