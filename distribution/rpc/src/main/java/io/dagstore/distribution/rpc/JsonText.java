package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain values: maps in their order, lists, text, truth values, {@code Long}, {@code
 * BigInteger}, {@code BigDecimal}, null. What is read is bounded in every direction.
 */
final class JsonText {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 1024;
  private static final int MAX_NUMBER = 128;

  private final JsonFactory factory;

  /**
   * Reads texts of at most this many bytes and values, names among them.
   *
   * @param maxBytes longest text
   * @param maxTokens most values, names and brackets in it
   */
  JsonText(int maxBytes, int maxTokens) {
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(maxBytes)
                    .maxTokenCount(maxTokens)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(maxBytes)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /**
   * The one value of a text.
   *
   * @throws RpcException if it is no JSON or passes a limit
   */
  @Nullable Object read(byte[] text) {
    try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw refusal("expected one JSON value, got more behind it");
      }
      return value;
    } catch (JacksonException e) {
      throw refusal("expected JSON, got: " + e.getOriginalMessage());
    }
  }

  private static RpcException refusal(String message) {
    return new RpcException(RpcException.Kind.PARSE_ERROR, message);
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> decimal(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw refusal("expected a JSON value, got none");
    };
  }

  private static Object integer(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw refusal("expected a number within the limit, got a larger exponent");
    }
  }

  private static Object object(JsonParser parser) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static Object array(JsonParser parser) {
    var elements = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** The text of a short value that {@link JsonOutput} knows. */
  static byte[] write(Map<String, @Nullable Object> value) {
    try {
      return Messages.bounded(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
