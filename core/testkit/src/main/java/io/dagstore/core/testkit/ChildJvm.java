package io.dagstore.core.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM that sees what the test sees, for what must not be done to this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The command that starts one which is small and ready soon.
   *
   * @param rest more options of the JVM, the main class and what it is handed
   */
  public static List<String> command(String... rest) {
    var start =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath());
    return Stream.concat(start, Stream.of(rest)).toList();
  }

  /** Everything this JVM sees, whether on the module path or not. */
  private static String classPath() {
    return Stream.of(
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
