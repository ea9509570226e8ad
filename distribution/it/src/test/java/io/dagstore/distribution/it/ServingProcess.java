package io.dagstore.distribution.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code dagstore serve} of the assembled distribution, on one repository. */
final class ServingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ServingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts it and waits until it says that it is ready. */
  static ServingProcess start(Path distribution, Path repo) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Ddagstore.home=" + distribution,
            "-cp",
            distribution.resolve("boot") + "/*",
            "io.dagstore.distribution.launcher.Main",
            "serve",
            "--json",
            "--repo",
            repo.toString());
    var serving =
        new ServingProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    var line = serving.out.readLine();
    if (line == null || !line.contains("\"api\"")) {
      serving.close();
      throw new IOException("serve: expected its ready line, got " + line);
    }
    return serving;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its exit code, when it has ended. */
  int end() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the node has not ended");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
