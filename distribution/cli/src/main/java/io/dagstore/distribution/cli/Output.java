package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Standard output as text, as JSON lines or as plain bytes. Unless it is told otherwise, colour is
 * used on a terminal only, and never where {@code NO_COLOR} is set.
 */
final class Output {
  private final StandardOutput stream;
  private final Globals globals;
  private final boolean terminal;
  private final boolean wantsColour;

  Output(Console console, Globals globals) {
    this.stream = new StandardOutput(console.out());
    this.globals = globals;
    this.terminal = console.terminal().out();
    this.wantsColour = terminal && console.variable("NO_COLOR").isEmpty();
  }

  /** Results are wanted as JSON lines. */
  boolean json() {
    return globals.json();
  }

  boolean terminal() {
    return terminal;
  }

  boolean colour() {
    return switch (globals.colour()) {
      case AUTO -> wantsColour;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  void line(String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.write('\n');
  }

  /** One JSON object on a line of its own. */
  void json(Consumer<JsonLine> fields) throws IOException {
    stream.write(JsonLine.of(fields));
    stream.write('\n');
  }

  /** The bytes themselves; not to be closed. */
  OutputStream bytes() {
    return stream;
  }

  void flush() throws IOException {
    stream.flush();
  }

  String bold(String text) {
    return paint("1", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String red(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
