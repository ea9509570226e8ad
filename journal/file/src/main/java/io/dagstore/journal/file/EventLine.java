package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One event as one line: a JSON object with {@code System}, {@code Event}, {@code Timestamp} (RFC
 * 3339, UTC, nine digits of a second) and {@code Data}, then a line end.
 */
final class EventLine {
  /** Longest line that is read, in bytes. */
  static final int MAX_LINE = 1 << 20;

  private static final int MAX_TEXT = 1 << 15;
  private static final char REPLACEMENT = '\uFFFD';
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private final JsonFactory json = new JsonFactory();

  /** The event, with its line end. Texts of more than 32 Ki characters are cut. */
  byte[] write(JournalEvent event) {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("System", text(event.system()));
      out.writeStringProperty("Event", text(event.event()));
      out.writeStringProperty("Timestamp", TIME.format(event.time()));
      out.writeName("Data");
      out.writeStartObject();
      event
          .data()
          .forEach((name, value) -> {
            out.writeName(text(name));
            value(out, value);
          });
      out.writeEndObject();
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void value(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Boolean truth -> out.writeBoolean(truth);
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case BigInteger number -> out.writeNumber(number);
      case BigDecimal number -> out.writeNumber(number);
      default -> out.writeString(text(value.toString()));
    }
  }

  /** Text that JSON can carry: half of a surrogate pair has no UTF-8. */
  private static String text(String text) {
    var cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + '…' : text;
    if (cut.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return cut;
    }
    var sound = new StringBuilder(cut.length());
    cut.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(sound::appendCodePoint);
    return sound.toString();
  }

  /** The event of a line, or empty where the line is none. */
  Optional<JournalEvent> read(byte[] line) {
    try (var in = json.createParser(ObjectReadContext.empty(), line)) {
      var event = in.nextToken() == JsonToken.START_OBJECT ? event(in) : null;
      return in.nextToken() == null ? Optional.ofNullable(event) : Optional.empty();
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable JournalEvent event(JsonParser in) {
    var texts = new LinkedHashMap<String, String>();
    Map<String, Object> data = Map.of();
    for (var name = in.nextName(); name != null; name = in.nextName()) {
      var token = in.nextToken();
      if (name.equals("Data") && token == JsonToken.START_OBJECT) {
        data = data(in);
      } else if (token == JsonToken.VALUE_STRING) {
        texts.put(name, in.getString());
      } else {
        in.skipChildren();
      }
    }
    var system = texts.get("System");
    var event = texts.get("Event");
    var time = texts.get("Timestamp");
    return system == null || event == null || time == null
        ? null
        : new JournalEvent(Instant.parse(time), system, event, data);
  }

  /** Values that are themselves objects or lists, which no event of ours has, are left out. */
  private static Map<String, Object> data(JsonParser in) {
    var data = new LinkedHashMap<String, Object>();
    for (var name = in.nextName(); name != null; name = in.nextName()) {
      switch (in.nextToken()) {
        case VALUE_STRING -> data.put(name, in.getString());
        case VALUE_TRUE -> data.put(name, true);
        case VALUE_FALSE -> data.put(name, false);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> data.put(name, in.getNumberValue());
        default -> in.skipChildren();
      }
    }
    // An int of the file was a long of the event: numbers are read as wide as they are written.
    data.replaceAll((_, value) -> value instanceof Integer number ? number.longValue() : value);
    return data;
  }
}
