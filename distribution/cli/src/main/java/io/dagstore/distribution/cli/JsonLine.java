package io.dagstore.distribution.cli;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of one JSON object, written in the order they are named. */
final class JsonLine {
  private final JsonGenerator generator;

  private JsonLine(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The object as UTF-8 on one line, without a line end. */
  static byte[] of(Consumer<JsonLine> fields) {
    var bytes = new ByteArrayOutputStream(256);
    try (var generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      generator.writeStartObject();
      fields.accept(new JsonLine(generator));
      generator.writeEndObject();
    }
    return bytes.toByteArray();
  }

  JsonLine text(String name, Object value) {
    generator.writeStringProperty(name, value.toString());
    return this;
  }

  /** The text, or null where there is none. */
  JsonLine text(String name, Optional<?> value) {
    if (value.isPresent()) {
      return text(name, value.get());
    }
    generator.writeNullProperty(name);
    return this;
  }

  JsonLine number(String name, long value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  JsonLine decimal(String name, double value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    generator.writeBooleanProperty(name, value);
    return this;
  }

  JsonLine nothing(String name) {
    generator.writeNullProperty(name);
    return this;
  }

  JsonLine texts(String name, Iterable<?> values) {
    generator.writeName(name);
    generator.writeStartArray();
    values.forEach(v -> generator.writeString(v.toString()));
    generator.writeEndArray();
    return this;
  }

  JsonLine object(String name, Consumer<JsonLine> fields) {
    generator.writeName(name);
    generator.writeStartObject();
    fields.accept(this);
    generator.writeEndObject();
    return this;
  }

  /** One object for each of these values. */
  <T> JsonLine objects(String name, Iterable<T> values, BiConsumer<JsonLine, T> fields) {
    generator.writeName(name);
    generator.writeStartArray();
    for (var value : values) {
      generator.writeStartObject();
      fields.accept(this, value);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    return this;
  }

  /** An object of texts, numbers, truth values and nulls. */
  JsonLine values(String name, Map<String, ?> values) {
    generator.writeName(name);
    generator.writeStartObject();
    values.forEach((key, value) -> {
      generator.writeName(key);
      switch (value) {
        case null -> generator.writeNull();
        case Boolean truth -> generator.writeBoolean(truth);
        case Long number -> generator.writeNumber(number);
        case Integer number -> generator.writeNumber(number);
        case Double number -> generator.writeNumber(number);
        default -> generator.writeString(value.toString());
      }
    });
    generator.writeEndObject();
    return this;
  }

  JsonLine counts(String name, Map<String, Long> counts) {
    return object(name, o -> counts.forEach(o::number));
  }
}
