package io.dagstore.distribution.runtime.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The lines on which sections and keys stand, for messages: the parser does not tell. Where a file
 * is written in a way that this look at its lines does not see through, there is no line.
 */
final class KeyLines {
  private static final Pattern TABLE = Pattern.compile("\\s*\\[([^\\[\\]]+)]\\s*(?:#.*)?");
  private static final Pattern KEY = Pattern.compile("\\s*([\\w\"'.-]+)\\s*=.*");

  private final Map<String, Integer> lines = new HashMap<>();

  private KeyLines() {}

  static KeyLines of(String text) {
    var found = new KeyLines();
    var section = "";
    int number = 0;
    for (var line : text.split("\n", -1)) {
      number++;
      var table = TABLE.matcher(line);
      var key = KEY.matcher(line);
      if (table.matches()) {
        section = plain(table.group(1));
        found.lines.putIfAbsent(id(section, ""), number);
      } else if (key.matches()) {
        var name = plain(key.group(1));
        found.lines.putIfAbsent(section.isEmpty() ? id(name, "") : id(section, name), number);
      }
    }
    return found;
  }

  /** The file, and the line if it is known. */
  String place(String file, String section, String key) {
    var line = lines.get(id(section, key));
    return line == null ? file : file + ":" + line;
  }

  private static String id(String section, String key) {
    return section + "\n" + key;
  }

  private static String plain(String name) {
    return name.replaceAll("[\"'\\s]", "");
  }
}
