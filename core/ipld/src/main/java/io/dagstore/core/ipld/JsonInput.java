package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;

/** Words, numbers and texts of JSON (RFC 8259): the part that tree and links read alike. */
final class JsonInput {
  private static final BigInteger MOST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger LEAST = BigInteger.TWO.pow(64).negate();
  private static final int MAX_INTEGER_LENGTH = 21;

  final byte[] b;
  int at;

  JsonInput(byte[] b) {
    this.b = b;
  }

  /** The next byte after white space, not taken; −1 at the end. */
  int peek() {
    while (at < b.length && (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t')) {
      at++;
    }
    return at < b.length ? b[at] & 0xff : -1;
  }

  /** Takes {@code c} when it comes next after white space. */
  boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char c) {
    if (!take(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  static void checkDepth(int depth, int at) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("JSON nesting", at, Codec.MAX_DEPTH, depth);
    }
  }

  void expectEnd() {
    if (peek() >= 0) {
      throw unexpected("the end");
    }
  }

  MalformedException unexpected(String expected) {
    return MalformedException.invalid(
        "JSON", at, expected, at < b.length ? "'" + (char) (b[at] & 0xff) + "'" : "the end");
  }

  /** A number, true, false or null, which begins here. */
  Node scalar() {
    return switch (peek()) {
      case 't' -> word("true", new Node.Bool(true));
      case 'f' -> word("false", new Node.Bool(false));
      case 'n' -> word("null", Node.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("a value");
    };
  }

  private Node word(String word, Node value) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= b.length || b[at] != word.charAt(i)) {
        throw unexpected(word);
      }
    }
    return value;
  }

  private Node number() {
    int start = at;
    if (b[at] == '-') {
      at++;
    }
    if (at < b.length && b[at] == '0') {
      at++;
    } else {
      digits();
    }
    boolean integer = true;
    if (at < b.length && b[at] == '.') {
      integer = false;
      at++;
      digits();
    }
    if (at < b.length && (b[at] == 'e' || b[at] == 'E')) {
      integer = false;
      at++;
      if (at < b.length && (b[at] == '+' || b[at] == '-')) {
        at++;
      }
      digits();
    }
    var text = new String(b, start, at - start, US_ASCII);
    return integer ? integer(text, start) : real(text, start);
  }

  private void digits() {
    int start = at;
    while (at < b.length && b[at] >= '0' && b[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected("a digit");
    }
  }

  private static Node integer(String text, int start) {
    // No integer is −0, and a float would be written with a point.
    BigInteger value =
        text.length() > MAX_INTEGER_LENGTH || text.equals("-0") ? null : new BigInteger(text);
    if (value == null || value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      String got = text.length() > MAX_INTEGER_LENGTH ? text.length() + " characters" : text;
      throw MalformedException.invalid("JSON integer", start, "-2^64 to 2^64-1, no -0", got);
    }
    return Node.Int.of(value);
  }

  private static Node real(String text, int start) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw MalformedException.invalid("JSON float", start, "a finite number of 64 bits", value);
    }
    return new Node.Float64(value);
  }

  /** Takes a text and returns where its content begins; it ends before {@code at − 1}. */
  int skipText() {
    expect('"');
    int from = at;
    while (at < b.length && b[at] != '"') {
      if (b[at] >= 0 && b[at] < ' ') {
        throw unexpected("no control character");
      }
      at += b[at] == '\\' ? 2 : 1;
    }
    if (at >= b.length) {
      at = b.length;
      throw unexpected("the end of the text");
    }
    at++;
    return from;
  }

  /** Takes a text. */
  String text() {
    int from = skipText();
    int to = at - 1;
    for (int i = from; i < to; i++) {
      if (b[i] == '\\') {
        return unescape(from, to);
      }
    }
    return Utf8.decode(b, from, to);
  }

  private String unescape(int from, int to) {
    var text = new StringBuilder(to - from);
    int plainFrom = from;
    for (int i = from; i < to; ) {
      if (b[i] != '\\') {
        i++;
        continue;
      }
      text.append(Utf8.decode(b, plainFrom, i));
      text.append(escaped(i, to));
      i += b[i + 1] == 'u' ? 6 : 2;
      plainFrom = i;
    }
    text.append(Utf8.decode(b, plainFrom, to));
    return whole(text, from);
  }

  private char escaped(int i, int to) {
    return switch (b[i + 1]) {
      case '"', '\\', '/' -> (char) b[i + 1];
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit(i + 2, to);
      default ->
          throw MalformedException.invalid(
              "JSON text", i, "an escape of JSON", "\\" + (char) (b[i + 1] & 0xff));
    };
  }

  private char unit(int from, int to) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < to && b[i] >= 0 ? Character.digit(b[i], 16) : -1;
      if (digit < 0) {
        throw MalformedException.invalid("JSON text", i, "four hexadecimal digits", "others");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /** Escapes can spell half a surrogate pair, which no UTF-8 can hold. */
  private static String whole(StringBuilder text, int from) {
    String whole = text.toString();
    try {
      Utf8.encode(whole);
    } catch (MalformedException e) {
      throw MalformedException.invalid("JSON text", from, e.expected(), e.got());
    }
    return whole;
  }
}
