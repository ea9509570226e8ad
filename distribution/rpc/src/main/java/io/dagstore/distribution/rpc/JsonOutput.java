package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.ipld.Cid;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Values as JSON; {@link JsonForm} reads the same forms. */
final class JsonOutput {
  private final JsonGenerator generator;

  JsonOutput(JsonGenerator generator) {
    this.generator = generator;
  }

  void value(@Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Boolean flag -> generator.writeBoolean(flag);
      case Number number -> number(number);
      case byte[] bytes -> generator.writeBinary(bytes);
      case ShardKey key -> generator.writeString(key.value());
      case ShardState state -> generator.writeString(StateName.of(state));
      case Permission permission -> generator.writeString(permission.text());
      case URI uri -> generator.writeString(uri.toString());
      case Instant instant -> generator.writeString(instant.toString());
      case Cid cid -> object(Map.of("/", cid.toString()));
      case Optional<?> optional -> value(optional.orElse(null));
      case Map<?, ?> map -> object(map);
      case Iterable<?> elements -> array(elements);
      case Record members -> members(members);
      default -> throw new IllegalStateException("no JSON form for " + value.getClass());
    }
  }

  private void number(Number number) {
    switch (number) {
      case Integer i -> generator.writeNumber(i);
      case Long l -> generator.writeNumber(l);
      case BigInteger i -> generator.writeNumber(i);
      case BigDecimal d -> generator.writeNumber(d.toString());
      default -> generator.writeNumber(number.doubleValue());
    }
  }

  private void object(Map<?, ?> members) {
    generator.writeStartObject();
    for (var member : members.entrySet()) {
      generator.writeName(member.getKey().toString());
      value(member.getValue());
    }
    generator.writeEndObject();
  }

  private void array(Iterable<?> elements) {
    generator.writeStartArray();
    for (var element : elements) {
      value(element);
    }
    generator.writeEndArray();
  }

  /** Empty members are left out, so that an error's data shows only what belongs to it. */
  private void members(Record members) {
    generator.writeStartObject();
    for (var component : members.getClass().getRecordComponents()) {
      var value = RecordForm.get(component, members);
      if (!value.equals(Optional.empty())) {
        generator.writeName(RecordForm.name(component));
        value(value);
      }
    }
    generator.writeEndObject();
  }
}
