package io.dagstore.distribution.runtime.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** The version of this program, which the build wrote beside this class. */
final class Release {
  private static final String UNKNOWN = "unknown";

  private Release() {}

  static String version() {
    try (var in = Release.class.getResourceAsStream("version.txt")) {
      return in == null ? UNKNOWN : new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      // A version that cannot be read is no reason to fail.
      return UNKNOWN;
    }
  }
}
