package io.dagstore.distribution.runtime.config;

import java.util.Collection;
import java.util.List;

/** Variables of the environment that look like keys and are none. */
final class Variables {
  private static final int TYPO = 2;

  private Variables() {}

  /** Refuses a variable that begins like one of ours, or is only a slip away from it. */
  static void check(Collection<String> environment, ConfigReport report) {
    var known = report.settings().stream().map(Setting::variable).toList();
    var prefixes =
        report.settings().stream()
            .map(key -> Setting.variable(key.section(), ""))
            .distinct()
            .toList();
    for (var variable : environment.stream().sorted().toList()) {
      if (!known.contains(variable) && meant(variable, known, prefixes)) {
        throw new ConfigException(
            variable,
            "the environment",
            "a variable of a key; the nearest is " + Nearest.of(variable, known),
            "an unknown one");
      }
    }
  }

  private static boolean meant(String variable, List<String> known, List<String> prefixes) {
    return variable.startsWith("DAGSTORE_")
        && (prefixes.stream().anyMatch(variable::startsWith)
            || Nearest.distance(variable, Nearest.of(variable, known)) <= TYPO);
  }
}
