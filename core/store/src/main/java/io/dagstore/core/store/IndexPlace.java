package io.dagstore.core.store;

import java.util.regex.Pattern;

/**
 * Which folder holds an inverted index, and which engine reads it. As text {@code FOLDER ENGINE}.
 *
 * @param folder its name below the store's
 * @param engine its name; empty: nobody told
 */
record IndexPlace(String folder, String engine) {
  private static final Pattern ENGINE = Pattern.compile("[a-z0-9-]{0,64}");
  private static final Pattern FOLDER =
      Pattern.compile(Parts.INVERTED + "(?:-([1-9][0-9]{0,8})(?:\\.[a-z0-9-]{1,64})?)?");

  /** Where an index lies of which the records tell nothing. */
  static final IndexPlace FIRST = new IndexPlace(Parts.INVERTED, "");

  IndexPlace {
    expect("folder of an inverted index", FOLDER, folder);
    expect("engine of an inverted index", ENGINE, engine);
  }

  private static void expect(String what, Pattern form, String got) {
    if (!form.matcher(got).matches()) {
      throw new IllegalArgumentException("%s: expected %s, got %s".formatted(what, form, got));
    }
  }

  static IndexPlace parse(String text) {
    int space = text.indexOf(' ');
    return new IndexPlace(
        space < 0 ? text : text.substring(0, space), space < 0 ? "" : text.substring(space + 1));
  }

  /** Tells whether a file of this name may be the folder of an index. */
  static boolean isFolder(String name) {
    return FOLDER.matcher(name).matches();
  }

  String text() {
    return folder + " " + engine;
  }

  /** The same folder, read by this engine. */
  IndexPlace by(String newEngine) {
    return new IndexPlace(folder, newEngine);
  }

  /** A folder that was in no use before, if this is the one that came last. */
  IndexPlace next(String newEngine) {
    var ending = newEngine.isEmpty() ? "" : "." + newEngine;
    return new IndexPlace(Parts.INVERTED + "-" + (number() + 1) + ending, newEngine);
  }

  int number() {
    var found = FOLDER.matcher(folder);
    return found.matches() && found.group(1) != null ? Integer.parseInt(found.group(1)) : 1;
  }
}
