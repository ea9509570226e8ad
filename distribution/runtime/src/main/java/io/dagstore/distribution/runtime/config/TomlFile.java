package io.dagstore.distribution.runtime.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** The file as its sections, each value with the line on which it stands. */
final class TomlFile {
  private static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final KeyLines lines;
  private final ObjectNode root;

  private TomlFile(String name, KeyLines lines, ObjectNode root) {
    this.name = name;
    this.lines = lines;
    this.root = root;
  }

  /**
   * Reads the file; one that is not there is empty.
   *
   * @throws ConfigException if it is no TOML, or is longer than {@value #MAX_BYTES} bytes
   */
  static TomlFile read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return new TomlFile(file.toString(), KeyLines.of(""), new TomlMapper().createObjectNode());
    }
    if (bytes.length > MAX_BYTES) {
      throw new ConfigException(
          file.toString(), "the file", "at most " + MAX_BYTES + " bytes", "more");
    }
    return of(file.toString(), new String(bytes, StandardCharsets.UTF_8));
  }

  static TomlFile of(String name, String text) {
    try {
      var root = new TomlMapper().readTree(text);
      return new TomlFile(name, KeyLines.of(text), (ObjectNode) root);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
      throw new ConfigException(
          line < 1 ? name : name + ":" + line, "the file", "TOML", e.getOriginalMessage());
    }
  }

  /** Refuses what is no section, or none of these. */
  void expectOnly(Set<String> sections) {
    for (var entry : root.properties()) {
      var section = entry.getKey();
      if (!sections.contains(section) || !entry.getValue().isObject()) {
        throw new ConfigException(
            lines.place(name, section, ""),
            "[" + section + "]",
            "a section; the nearest is [" + Nearest.of(section, sections) + "]",
            entry.getValue().isObject() ? "an unknown one" : "a key outside of any");
      }
    }
  }

  /** The values of a section. */
  Map<String, Written> section(String section) {
    var values = new LinkedHashMap<String, Written>();
    for (var entry : root.path(section).properties()) {
      values.put(entry.getKey(), written(section, entry.getKey(), entry.getValue()));
    }
    return values;
  }

  /** The tables within a section, taken out of it: one for each plug-in, as text. */
  Map<String, Map<String, String>> takeTables(String section) {
    var tables = new LinkedHashMap<String, Map<String, String>>();
    var iterator = root.path(section).properties().iterator();
    while (iterator.hasNext()) {
      var entry = iterator.next();
      if (entry.getValue().isObject()) {
        tables.put(entry.getKey(), texts(section + "." + entry.getKey(), entry.getValue()));
        iterator.remove();
      }
    }
    return tables;
  }

  private Map<String, String> texts(String table, JsonNode node) {
    var texts = new LinkedHashMap<String, String>();
    for (var entry : node.properties()) {
      var value = entry.getValue();
      if (value.isContainer()) {
        throw new ConfigException(
            lines.place(name, table, entry.getKey()),
            "[" + table + "] " + entry.getKey(),
            "text, a number or a truth value",
            value.toString());
      }
      texts.put(entry.getKey(), value.asString());
    }
    return texts;
  }

  private Written written(String section, String key, JsonNode node) {
    return new Written.InFile(lines.place(name, section, key), node);
  }
}
