package io.dagstore.distribution.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as the kernel counts it. */
final class ProcessStatus {
  private ProcessStatus() {}

  /** A field of {@code /proc/self/status} in MB, 0 on systems that have none. */
  static double megabytes(String field) {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(0);
    } catch (IOException noSuchSystem) {
      return 0;
    }
  }
}
