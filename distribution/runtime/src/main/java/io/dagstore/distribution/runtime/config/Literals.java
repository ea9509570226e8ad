package io.dagstore.distribution.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** Values as TOML writes them. */
final class Literals {
  private Literals() {}

  static String text(String value) {
    var quoted = new StringBuilder("\"");
    value.chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  static String list(List<String> values) {
    return values.stream().map(Literals::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default -> c < ' ' || c == 0x7f ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }
}
