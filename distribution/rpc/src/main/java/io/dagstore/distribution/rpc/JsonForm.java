package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.ipld.Cid;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON values into Java types.
 *
 * @param strict whether a member that the record does not have is refused
 */
record JsonForm(boolean strict) {
  /** What callers send: a misspelt option is an error. */
  static final JsonForm STRICT = new JsonForm(true);

  /** What a newer node may send: more than we know. */
  static final JsonForm LENIENT = new JsonForm(false);

  /**
   * The value as this type.
   *
   * @param what its name in messages
   * @throws IllegalArgumentException if it has another form
   */
  @Nullable Object read(String what, Type type, @Nullable Object value) {
    if (type instanceof ParameterizedType generic) {
      return readGeneric(what, generic, value);
    }
    var raw = (Class<?>) type;
    if (raw == Object.class) {
      return value;
    }
    if (raw.isArray() && raw != byte[].class) {
      return array(what, raw.getComponentType(), value);
    }
    if (raw.isRecord() && raw != ShardKey.class) {
      return members(what, raw, as(what, Map.class, value));
    }
    return raw == boolean.class || raw == Boolean.class
        ? as(what, Boolean.class, value)
        : isNumber(raw) ? number(what, raw, value) : text(what, raw, value);
  }

  private @Nullable Object readGeneric(
      String what, ParameterizedType type, @Nullable Object value) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return value == null ? Optional.empty() : Optional.of(present(what, arguments[0], value));
    }
    if (type.getRawType() == Map.class) {
      return map(what, arguments[1], as(what, Map.class, value));
    }
    return list(what, arguments[0], as(what, List.class, value));
  }

  private Object present(String what, Type type, @Nullable Object value) {
    var read = read(what, type, value);
    if (read == null) {
      throw wrong(what, "a value", "null");
    }
    return read;
  }

  private List<Object> list(String what, Type element, List<?> values) {
    var read = new ArrayList<>(values.size());
    for (var value : values) {
      read.add(present(what + "[" + read.size() + "]", element, value));
    }
    return read;
  }

  private Map<String, @Nullable Object> map(String what, Type element, Map<?, ?> values) {
    var read = new LinkedHashMap<String, @Nullable Object>();
    values.forEach(
        (name, value) -> read.put((String) name, read(what + "." + name, element, value)));
    return read;
  }

  private Object array(String what, Class<?> element, @Nullable Object value) {
    var read = list(what, element, as(what, List.class, value));
    return read.toArray((Object[]) java.lang.reflect.Array.newInstance(element, 0));
  }

  private Object members(String what, Class<?> type, Map<?, ?> values) {
    var form = RecordForm.of(type);
    if (strict) {
      for (var name : values.keySet()) {
        if (!form.names().contains(name)) {
          throw wrong(what, "one of " + form.names(), String.valueOf(name));
        }
      }
    }
    var read = new @Nullable Object[form.components().size()];
    for (int i = 0; i < read.length; i++) {
      var component = form.components().get(i);
      var name = RecordForm.name(component);
      var value = values.get(name);
      var path = what + "." + name;
      var absent = value == null ? RecordForm.absent(component) : null;
      read[i] = absent != null ? absent : read(path, component.getGenericType(), value);
    }
    return form.make(read);
  }

  private static boolean isNumber(Class<?> type) {
    return List.of(int.class, long.class, Integer.class, Long.class).contains(type);
  }

  private static Object number(String what, Class<?> type, @Nullable Object value) {
    var number = value instanceof BigDecimal decimal ? whole(what, decimal) : value;
    if (!(number instanceof Long exact)) {
      throw wrong(what, "a whole number of 64 bits", kind(value));
    }
    if (type == long.class || type == Long.class) {
      return exact;
    }
    if (exact != exact.intValue()) {
      throw wrong(what, "a whole number of 32 bits", exact.toString());
    }
    return exact.intValue();
  }

  /** JavaScript's numbers may come as 5.0. */
  private static Object whole(String what, BigDecimal decimal) {
    if (Math.abs((long) decimal.scale()) > 100) {
      throw wrong(what, "a whole number of 64 bits", decimal.toString());
    }
    try {
      return decimal.longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(what, "a whole number of 64 bits", decimal.toString());
    }
  }

  private static Object text(String what, Class<?> type, @Nullable Object value) {
    if (type == Cid.class) {
      return cid(what, value);
    }
    var text = as(what, String.class, value);
    try {
      return parse(what, type, text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
    }
  }

  private static Object parse(String what, Class<?> type, String text) {
    if (type == String.class) {
      return text;
    } else if (type == ShardKey.class) {
      return ShardKey.of(text);
    } else if (type == ShardState.class) {
      return StateName.parse(text).orElseThrow(() -> wrong(what, "a state's name", text));
    } else if (type == Permission.class) {
      return Permission.of(text).orElseThrow(() -> wrong(what, "a permission's name", text));
    } else if (type == URI.class) {
      return URI.create(text);
    } else if (type == Instant.class) {
      return OffsetDateTime.parse(text).toInstant();
    } else if (type == byte[].class) {
      return Base64.getDecoder().decode(text);
    }
    throw new IllegalStateException("no JSON form for " + type);
  }

  /** Lotus' <code>{"/": "bafy…"}</code>, or the text alone. */
  private static Object cid(String what, @Nullable Object value) {
    var text = value instanceof Map<?, ?> link && link.size() == 1 ? link.get("/") : value;
    if (!(text instanceof String name)) {
      throw wrong(what, "a CID as {\"/\": text}", kind(value));
    }
    try {
      return Cid.parse(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
    }
  }

  private static <T> T as(String what, Class<T> type, @Nullable Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    var expected =
        switch (type.getSimpleName()) {
          case "Map" -> "an object";
          case "List" -> "an array";
          case "Boolean" -> "true or false";
          default -> "a text";
        };
    throw wrong(what, expected, kind(value));
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      case String _ -> "a text";
      default -> value.toString();
    };
  }

  private static IllegalArgumentException wrong(String what, String expected, String got) {
    return new IllegalArgumentException(what + ": expected " + expected + ", got " + got);
  }
}
