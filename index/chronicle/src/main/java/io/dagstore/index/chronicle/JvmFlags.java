package io.dagstore.index.chronicle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the JVM must have been started with: Chronicle Map reaches into the JDK. */
final class JvmFlags {
  private static final String ALL = "=ALL-UNNAMED";

  private JvmFlags() {}

  /** Fails with the flags that are missing, as they are written. */
  static void check() throws IOException {
    var missing = missing(JvmFlags.class.getModule());
    if (!missing.isEmpty()) {
      throw new IOException(
          "the index engine 'chronicle' expects a JVM that is started with "
              + String.join(" ", missing)
              + ", got one without; the command 'dagstore' sets them where [index] inverted ="
              + " \"chronicle\" is in dagstore.toml");
    }
  }

  static List<String> missing(Module asker) {
    var base = Object.class.getModule();
    var missing = new ArrayList<String>();
    for (var opened : List.of(Object.class, java.lang.reflect.Method.class)) {
      if (!base.isOpen(opened.getPackageName(), asker)) {
        missing.add("--add-opens=java.base/" + opened.getPackageName() + ALL);
      }
    }
    for (var exported : List.of("sun.nio.ch", "jdk.internal.ref")) {
      if (!base.isExported(exported, asker)) {
        missing.add("--add-exports=java.base/" + exported + ALL);
      }
    }
    return missing;
  }

  /** Tells one start of this machine from another; 0 where nothing tells it. */
  static long boot() {
    try {
      var id = java.nio.file.Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      return java.util.UUID.fromString(id.strip()).getMostSignificantBits();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
