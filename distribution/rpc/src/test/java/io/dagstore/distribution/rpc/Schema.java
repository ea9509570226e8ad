package io.dagstore.distribution.rpc;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of JSON Schema that our OpenRPC document uses, read strictly. */
final class Schema {
  private final Map<?, ?> named;

  Schema(Map<?, ?> named) {
    this.named = named;
  }

  /** Fails where the value is not what the schema says. */
  void check(String where, Map<?, ?> schema, @Nullable Object value) {
    if (schema.get("$ref") instanceof String reference) {
      var name = reference.substring("#/components/schemas/".length());
      check(where, (Map<?, ?>) Objects.requireNonNull(named.get(name), reference), value);
    } else if (schema.get("oneOf") instanceof List<?> choices) {
      var choice = (Map<?, ?>) (value == null ? choices.getLast() : choices.getFirst());
      check(where, choice, value);
    } else if (schema.get("type") instanceof String type) {
      typed(where, type, schema, value);
    }
  }

  private void typed(String where, String type, Map<?, ?> schema, @Nullable Object value) {
    switch (type) {
      case "null" -> require(where, schema, value == null);
      case "boolean" -> require(where, schema, value instanceof Boolean);
      case "integer" -> require(where, schema, value instanceof Long);
      case "string" -> text(where, schema, value);
      case "array" -> array(where, schema, value);
      case "object" -> object(where, schema, value);
      default -> throw new AssertionError(where + ": no such type: " + schema);
    }
  }

  private static void text(String where, Map<?, ?> schema, @Nullable Object value) {
    require(where, schema, value instanceof String);
    if (schema.get("enum") instanceof List<?> names) {
      require(where, schema, names.contains(value));
    }
  }

  private void array(String where, Map<?, ?> schema, @Nullable Object value) {
    require(where, schema, value instanceof List);
    for (var element : (List<?>) Objects.requireNonNull(value)) {
      check(where + "[]", (Map<?, ?>) Objects.requireNonNull(schema.get("items")), element);
    }
  }

  private void object(String where, Map<?, ?> schema, @Nullable Object value) {
    require(where, schema, value instanceof Map);
    var known = schema.get("properties") instanceof Map<?, ?> p ? p : Map.of();
    for (var member : ((Map<?, ?>) Objects.requireNonNull(value)).entrySet()) {
      var path = where + "." + member.getKey();
      var form = known.get(member.getKey());
      if (form != null) {
        check(path, (Map<?, ?>) form, member.getValue());
      } else if (schema.get("additionalProperties") instanceof Map<?, ?> others) {
        check(path, others, member.getValue());
      } else {
        require(path, schema, !Boolean.FALSE.equals(schema.get("additionalProperties")));
      }
    }
  }

  private static void require(String where, Map<?, ?> schema, boolean holds) {
    if (!holds) {
      throw new AssertionError(where + ": expected " + schema);
    }
  }
}
