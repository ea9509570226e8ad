package io.dagstore.distribution.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every key of a configuration in the order of the sections.
 *
 * @param settings one for each key
 */
public record ConfigReport(List<Setting> settings) {
  /** Keeps its own copy. */
  public ConfigReport {
    settings = List.copyOf(settings);
  }

  /** One of the keys. */
  public Setting setting(String section, String key) {
    return settings.stream()
        .filter(setting -> setting.section().equals(section) && setting.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** The configuration in effect as a file, each value with where it came from. */
  public String toml() {
    var text = new StringBuilder();
    sections()
        .forEach((section, keys) -> {
          text.append(text.isEmpty() ? "" : "\n").append('[').append(section).append("]\n");
          for (var key : keys) {
            text.append("%s = %s  # %s\n".formatted(key.key(), key.value(), key.origin()));
          }
        });
    return text.toString();
  }

  /** A table for each section: key, default, range, environment variable, what it does. */
  public String markdown() {
    var text = new StringBuilder();
    sections()
        .forEach((section, keys) -> {
          text.append("\n## `[").append(section).append("]`\n");
          text.append("| key | default | allowed | variable | what it does |\n");
          text.append("|---|---|---|---|---|\n");
          keys.forEach(key -> text.append(row(key)));
        });
    return text.toString();
  }

  private static String row(Setting key) {
    return "| `%s` | `%s` | %s | `%s` | %s |\n"
        .formatted(key.key(), key.standard(), key.range(), key.variable(), key.about());
  }

  private Map<String, List<Setting>> sections() {
    var sections = new LinkedHashMap<String, List<Setting>>();
    for (var setting : settings) {
      sections.computeIfAbsent(setting.section(), _ -> new ArrayList<>()).add(setting);
    }
    return sections;
  }
}
