package io.dagstore.distribution.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code data} of an error: its {@code Type}, and the fields to make the exception again. */
final class ErrorData {
  private static final String TYPE = "Type";
  private static final String MESSAGE = "Message";
  private static final String CAUSE = "Cause";

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private ErrorData() {}

  static ErrorData of(String type) {
    return new ErrorData().with(TYPE, type);
  }

  /** What came in; an error without data is one of no type. */
  static ErrorData read(@Nullable Object value) {
    var data = new ErrorData();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> data.fields.put(name.toString(), field));
    }
    return data;
  }

  ErrorData with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  ErrorData cause(Throwable cause) {
    var data = Errors.data(cause);
    data.with(MESSAGE, Errors.message(cause));
    return with(CAUSE, data.fields);
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  String type() {
    return text(TYPE);
  }

  String message() {
    return text(MESSAGE);
  }

  /** Text of a field; empty where it is absent. */
  String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  long number(String name) {
    return switch (fields.get(name)) {
      case Long number -> number;
      case null, default -> 0;
    };
  }

  List<String> texts(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  boolean hasCause() {
    return fields.containsKey(CAUSE);
  }

  ErrorData cause() {
    return read(fields.get(CAUSE));
  }
}
