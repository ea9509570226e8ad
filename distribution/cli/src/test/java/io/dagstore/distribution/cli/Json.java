package io.dagstore.distribution.cli;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of one JSON object, each value as text; what is nested keeps its JSON form. */
final class Json {
  private Json() {}

  static SequencedMap<String, String> of(String line) {
    var fields = new LinkedHashMap<String, String>();
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AssertionError("no JSON object: " + line);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        fields.put(name, value(parser, line));
      }
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one value on a line: " + line);
      }
    }
    return fields;
  }

  private static String value(JsonParser parser, String line) {
    if (!parser.currentToken().isStructStart()) {
      return parser.currentToken() == JsonToken.VALUE_NULL ? "null" : parser.getString();
    }
    var from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return line.substring(from, (int) parser.currentLocation().getCharOffset());
  }
}
