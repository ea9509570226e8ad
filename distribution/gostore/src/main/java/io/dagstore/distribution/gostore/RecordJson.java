package io.dagstore.distribution.gostore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Records as JSON. Members that are not known are passed over: later versions have some. */
final class RecordJson {
  private static final int MAX_DEPTH = 16;

  private final JsonFactory factory;

  /** Reads texts of at most so many bytes. */
  RecordJson(int most) {
    var limits =
        StreamReadConstraints.builder()
            .maxDocumentLength(most)
            .maxStringLength(most)
            .maxNestingDepth(MAX_DEPTH)
            .build();
    factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** The value of a database's entry. */
  GoEntry record(String name, byte[] json) {
    return read(name, json, parser -> new Members().of(parser).entry(name));
  }

  /** A line of exported records: {@code {"datastore_key":…,"record":{…}}}. */
  GoEntry line(String name, byte[] json) {
    return read(name, json, parser -> line(name, parser));
  }

  private static GoEntry line(String name, JsonParser parser) {
    var key = name;
    var members = new Members();
    expect(parser, JsonToken.START_OBJECT, "an exported record");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "datastore_key" -> key = text(parser, member);
        case "record" -> members.of(parser);
        default -> parser.skipChildren();
      }
    }
    return members.entry(key);
  }

  private GoEntry read(String name, byte[] json, Function<JsonParser, GoEntry> reader) {
    try (var parser = factory.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      var entry = reader.apply(parser);
      return parser.nextToken() == null
          ? entry
          : new GoEntry.Undecodable(name, "expected one JSON object, got more behind it");
    } catch (JacksonException e) {
      return new GoEntry.Undecodable(name, "expected JSON, got: " + e.getOriginalMessage());
    } catch (Misfit e) {
      return new GoEntry.Undecodable(name, String.valueOf(e.getMessage()));
    }
  }

  /** JSON, but no record. */
  private static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String what, String expected, String got) {
      super(what + ": expected " + expected + ", got " + got);
    }
  }

  /** The members of a record as far as they are there. */
  private static final class Members {
    private static final String KEY = "k";
    private static final String MOUNT = "u";
    private static final String STATE = "s";

    private final Map<String, String> texts = new HashMap<>();
    private int state;
    private boolean lazy;

    Members of(JsonParser parser) {
      expect(parser, JsonToken.START_OBJECT, "record");
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case KEY, MOUNT, "t", "e" -> texts.put(member, text(parser, member));
          case STATE -> {
            expect(parser, JsonToken.VALUE_NUMBER_INT, member);
            state = parser.getIntValue();
            texts.put(member, "");
          }
          case "l" -> lazy = truth(parser, member);
          default -> parser.skipChildren();
        }
      }
      return this;
    }

    GoEntry entry(String name) {
      for (var needed : new String[] {KEY, MOUNT, STATE}) {
        if (!texts.containsKey(needed)) {
          return new GoEntry.Undecodable(
              name, "record: expected a member " + needed + ", got none");
        }
      }
      return new GoEntry.Shard(
          new GoRecord(
              texts.getOrDefault(KEY, ""),
              texts.getOrDefault(MOUNT, ""),
              texts.getOrDefault("t", ""),
              state,
              lazy,
              texts.getOrDefault("e", "")));
    }
  }

  private static String text(JsonParser parser, String what) {
    expect(parser, JsonToken.VALUE_STRING, what);
    return parser.getString();
  }

  private static boolean truth(JsonParser parser, String what) {
    if (parser.currentToken() != JsonToken.VALUE_TRUE) {
      expect(parser, JsonToken.VALUE_FALSE, what);
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  private static void expect(JsonParser parser, JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw new Misfit(what, token.toString(), String.valueOf(parser.currentToken()));
    }
  }
}
