package io.dagstore.distribution.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The line that tells that a node is ready.
 *
 * @param repo its directory
 * @param api where it listens; empty when it does not
 * @param took from the start of the process
 */
record Announcement(Path repo, Optional<URI> api, Duration took) {

  /** The line for a person; what lies in the home folder is named from there. */
  String text(Path home) {
    var name = repo.startsWith(home) ? Path.of("~").resolve(home.relativize(repo)) : repo;
    var place = api.map(uri -> " at " + uri).orElse("");
    return "dagstore: %s ready%s in %s s".formatted(name, place, seconds("%.1f"));
  }

  /** The line for a program. */
  String json() {
    var place = api.map(uri -> quoted(uri.toString())).orElse("null");
    return "{\"repo\":%s,\"api\":%s,\"seconds\":%s}"
        .formatted(quoted(repo.toString()), place, seconds("%.3f"));
  }

  private String seconds(String format) {
    return String.format(Locale.ROOT, format, took.toNanos() / 1e9);
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
