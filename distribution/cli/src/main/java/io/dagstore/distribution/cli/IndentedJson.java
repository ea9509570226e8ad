package io.dagstore.distribution.cli;

/** JSON without white space, laid out for reading. */
final class IndentedJson {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private IndentedJson() {}

  static String of(String json) {
    return new IndentedJson().write(json);
  }

  private String write(String json) {
    for (var i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      switch (c) {
        case '"' -> {
          var end = endOfString(json, i);
          out.append(json, i, end);
          i = end - 1;
        }
        case '{', '[' -> open(c, json.charAt(i + 1));
        case '}', ']' -> close(c, json.charAt(i - 1));
        case ',' -> line(",");
        case ':' -> out.append(": ");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private void open(char c, char next) {
    out.append(c);
    depth++;
    if (next != '}' && next != ']') {
      line("");
    }
  }

  private void close(char c, char before) {
    depth--;
    if (before != '{' && before != '[') {
      line("");
    }
    out.append(c);
  }

  private void line(String end) {
    out.append(end).append('\n').append("  ".repeat(depth));
  }

  private static int endOfString(String json, int start) {
    var i = start + 1;
    while (json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
