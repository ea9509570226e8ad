package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.distribution.cli.Console;
import io.dagstore.distribution.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Where commands are typed.
 *
 * @param folder the working folder, which holds the repository {@code repo}
 */
record Shell(Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * What a command answered.
   *
   * @param code its exit code
   * @param out standard output
   * @param err standard error
   */
  record Answer(int code, String out, String err) {}

  Answer run(String line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        Main.run(
            new Console(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, UTF_8),
                Map.of("DAGSTORE_PATH", folder.resolve("repo").toString()),
                folder,
                System::nanoTime,
                Console.Terminal.none()),
            List.of(line.split(" ", -1)));
    return new Answer(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The output of a command that must end well. */
  String good(String line) {
    var answer = run(line);
    if (answer.code() != 0) {
      throw new AssertionError(line + " ended with " + answer.code() + ": " + answer.err());
    }
    return answer.out();
  }

  /** Runs a command again and again until its answer is as expected; returns that. */
  Answer await(String line, Predicate<Answer> expected) throws InterruptedException {
    var pause = new CountDownLatch(1);
    var end = System.nanoTime() + PATIENCE.toNanos();
    var answer = run(line);
    while (!expected.test(answer)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(line + " still answers " + answer);
      }
      var _ = pause.await(50, TimeUnit.MILLISECONDS);
      answer = run(line);
    }
    return answer;
  }
}
