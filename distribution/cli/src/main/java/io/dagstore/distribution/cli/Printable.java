package io.dagstore.distribution.cli;

/** Text from blocks, made harmless for a terminal: a name may hold line ends and escapes. */
final class Printable {
  private Printable() {}

  static String text(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
