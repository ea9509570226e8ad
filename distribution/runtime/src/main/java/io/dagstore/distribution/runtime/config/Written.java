package io.dagstore.distribution.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A value as somebody wrote it: in the file, where it has a type, or as text of a variable. */
sealed interface Written {
  /** File and line, or the variable. */
  String origin();

  /** The value as it stands there, for messages. */
  String shown();

  Optional<String> text();

  Optional<Long> whole();

  Optional<List<String>> list();

  /** A value of the file. */
  record InFile(String origin, JsonNode node) implements Written {
    @Override
    public String shown() {
      return node.toString();
    }

    @Override
    public Optional<String> text() {
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    @Override
    public Optional<Long> whole() {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? Optional.of(node.longValue())
          : Optional.empty();
    }

    @Override
    public Optional<List<String>> list() {
      return node.isArray() && node.valueStream().allMatch(JsonNode::isString)
          ? Optional.of(node.valueStream().map(JsonNode::stringValue).toList())
          : Optional.empty();
    }
  }

  /** A variable of the environment. */
  record InVariable(String origin, String value) implements Written {
    @Override
    public String shown() {
      return Literals.text(value);
    }

    @Override
    public Optional<String> text() {
      return Optional.of(value);
    }

    @Override
    public Optional<Long> whole() {
      return value.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    @Override
    public Optional<List<String>> list() {
      return Optional.of(
          Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
    }
  }
}
