package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardState;
import io.dagstore.core.ipld.Cid;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON Schemas of the Java types that {@link JsonForm} reads; records get a name each. */
final class Schemas {
  private static final String TYPE = "type";

  private final Map<String, Object> named = new TreeMap<>();

  Map<String, Object> named() {
    return named;
  }

  Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    var raw = (Class<?>) type;
    if (raw == byte[].class) {
      return Map.of(TYPE, "string", "contentEncoding", "base64");
    }
    if (raw.isArray()) {
      return array(raw.getComponentType());
    }
    if (raw == ShardState.class) {
      return Map.of(TYPE, "string", "enum", StateName.all());
    }
    if (raw == Permission.class) {
      var names = Arrays.stream(Permission.values()).map(Permission::text).toList();
      return Map.of(TYPE, "string", "enum", names);
    }
    return raw.isRecord() && raw != io.dagstore.core.api.ShardKey.class
        ? reference(raw)
        : simple(raw);
  }

  private Map<String, Object> generic(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return Map.of("oneOf", List.of(of(arguments[0]), Map.of(TYPE, "null")));
    }
    if (type.getRawType() == Map.class) {
      return Map.of(TYPE, "object", "additionalProperties", of(arguments[1]));
    }
    return array(arguments[0]);
  }

  private Map<String, Object> array(Type element) {
    return Map.of(TYPE, "array", "items", of(element));
  }

  private static Map<String, Object> simple(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "void" -> Map.of(TYPE, "null");
      case "boolean" -> Map.of(TYPE, "boolean");
      case "int", "Integer", "long", "Long" -> Map.of(TYPE, "integer");
      case "Cid" -> cid();
      case "URI" -> Map.of(TYPE, "string", "format", "uri");
      case "Instant" -> Map.of(TYPE, "string", "format", "date-time");
      case "String", "ShardKey" -> Map.of(TYPE, "string");
      case "Map" -> Map.of(TYPE, "object");
      case "Object" -> Map.of();
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  private static Map<String, Object> cid() {
    var text = Map.<String, Object>of(TYPE, "string");
    return Map.of(
        TYPE,
        "object",
        "title",
        Cid.class.getSimpleName(),
        "required",
        List.of("/"),
        "properties",
        Map.of("/", text));
  }

  private Map<String, Object> reference(Class<?> type) {
    var name = type.getSimpleName().replaceFirst("^Wire", "");
    if (!named.containsKey(name)) {
      named.put(name, Map.of());
      named.put(name, object(type));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> object(Class<?> type) {
    var members = new LinkedHashMap<String, Object>();
    for (var component : RecordForm.of(type).components()) {
      members.put(RecordForm.name(component), of(component.getGenericType()));
    }
    return Map.of(TYPE, "object", "properties", members, "additionalProperties", false);
  }
}
