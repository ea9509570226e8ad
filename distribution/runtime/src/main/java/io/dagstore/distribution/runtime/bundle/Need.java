package io.dagstore.distribution.runtime.bundle;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bundle asks for, in words.
 *
 * @param namespace kind of the thing
 * @param filter the condition, in the container's own form
 */
record Need(String namespace, String filter) {
  private static final String PACKAGE = "osgi.wiring.package";
  private static final String JAVA = "osgi.ee";
  private static final Pattern AT_LEAST =
      Pattern.compile("(?<!\\(!)\\((?:bundle-)?version>=([^)]*)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]*)\\)\\)");
  private static final Pattern EXACTLY = Pattern.compile("\\(version=([^)]*)\\)");
  private static final Map<String, String> KINDS =
      Map.of(PACKAGE, "package", "osgi.wiring.bundle", "bundle", "osgi.identity", "bundle");

  /** Package {@code a.b}, version at least 1 and below 2. */
  String words() {
    if (namespace.equals(JAVA)) {
      return "Java " + found(EXACTLY).or(() -> found(AT_LEAST)).orElse("of another kind");
    }
    var name = name();
    if (name.isEmpty() || !KINDS.containsKey(namespace)) {
      return "capability " + namespace + " " + filter;
    }
    return KINDS.get(namespace) + " " + name.get() + versions();
  }

  /** The name of the thing, where its kind has names. */
  Optional<String> name() {
    return found(Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)*]*)\\)"));
  }

  /** Who could bring it, where nobody here has anything like it. */
  String bringer() {
    return switch (namespace) {
      case PACKAGE -> "a bundle that exports it would bring it";
      case JAVA -> "this is Java " + Runtime.version().feature();
      default -> "a bundle that provides it would bring it";
    };
  }

  private String versions() {
    var least = found(AT_LEAST).map(version -> " at least " + version);
    var below = found(BELOW).map(version -> " below " + version);
    if (least.isEmpty() && below.isEmpty()) {
      return "";
    }
    var both = least.isPresent() && below.isPresent() ? " and" : "";
    return ", version" + least.orElse("") + both + below.orElse("");
  }

  private Optional<String> found(Pattern pattern) {
    var match = pattern.matcher(filter);
    return match.find() ? Optional.of(match.group(1)) : Optional.empty();
  }
}
