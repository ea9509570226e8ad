package io.dagstore.distribution.runtime.config;

import java.util.Locale;

/**
 * One key of the configuration and what became of it.
 *
 * @param section its section, such as {@code rpc}
 * @param key its name
 * @param value the value in effect, as TOML writes it
 * @param standard the value where nobody sets it, as TOML writes it
 * @param range what is allowed, in words
 * @param about what it does
 * @param origin where the value came from: {@code default}, file and line, or the environment
 *     variable
 */
public record Setting(
    String section,
    String key,
    String value,
    String standard,
    String range,
    String about,
    String origin) {
  /** The origin of a value that nobody set. */
  public static final String DEFAULT = "default";

  /** The environment variable that sets it, before the file does. */
  public String variable() {
    return variable(section, key);
  }

  static String variable(String section, String key) {
    return "DAGSTORE_" + plain(section) + "_" + plain(key);
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
