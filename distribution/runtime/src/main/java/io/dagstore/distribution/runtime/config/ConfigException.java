package io.dagstore.distribution.runtime.config;

import java.io.Serial;
import java.util.Set;

/**
 * A configuration that a node does not start with: it names the place, the key and what is
 * expected.
 */
public final class ConfigException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * What is wrong.
   *
   * @param place file and line, or the environment variable
   * @param key section and key
   * @param expected what is allowed there
   * @param got what stands there
   */
  public ConfigException(String place, String key, String expected, String got) {
    super("%s: %s: expected %s, got %s".formatted(place, key, expected, got));
  }

  /** A name that nothing here answers to. */
  public static ConfigException unknown(Setting setting, Set<String> known) {
    return new ConfigException(
        setting.origin(),
        "[" + setting.section() + "] " + setting.key(),
        "one of " + known,
        setting.value());
  }
}
