package io.dagstore.distribution.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of the command did.
 *
 * @param code its exit code
 * @param bytes standard output
 * @param err standard error
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Run(int code, byte[] bytes, String err) {
  /** Runs the command in a folder, with a repository inside it and no terminal. */
  static Run in(Path folder, String... args) {
    return in(folder, new byte[0], args);
  }

  /** The same with something on standard input. */
  static Run in(Path folder, byte[] stdin, String... args) {
    return in(folder, stdin, Map.of(), args);
  }

  /** The same with more in the environment. */
  static Run in(Path folder, Map<String, String> more, String... args) {
    return in(folder, new byte[0], more, args);
  }

  private static Run in(Path folder, byte[] stdin, Map<String, String> more, String... args) {
    var env = new HashMap<>(more);
    env.putIfAbsent("DAGSTORE_PATH", folder.resolve("repo").toString());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        Main.run(
            new Console(
                new ByteArrayInputStream(stdin),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                folder,
                System::nanoTime,
                Console.Terminal.none()),
            List.of(args));
    return new Run(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return out().lines().toList();
  }

  /** The last line of standard output. */
  String last() {
    return lines().getLast();
  }

  /** This run, which must have ended well. */
  Run good() {
    if (code != 0) {
      throw new AssertionError("exit code " + code + ": " + err);
    }
    return this;
  }
}
