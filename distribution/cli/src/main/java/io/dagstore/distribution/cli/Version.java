package io.dagstore.distribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** The version line: ours, and the JDK's, which is what a bug report needs. */
final class Version implements IVersionProvider {
  private static final String UNKNOWN = "of unknown version";

  @Override
  public String[] getVersion() {
    return new String[] {"dagstore " + own() + " (Java " + Runtime.version() + ")"};
  }

  private static String own() {
    try (var in = Version.class.getResourceAsStream("version.txt")) {
      return in == null ? UNKNOWN : new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      // A version that cannot be read is no reason to fail.
      return UNKNOWN;
    }
  }
}
