package io.dagstore.distribution.runtime.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version of this program. */
final class Release {
  private static final String UNKNOWN = "unknown";

  private Release() {}

  /**
   * As javac wrote it into our descriptor, which lies at the root of our jar however it was loaded.
   */
  static String version() {
    var type = Release.class;
    var own = type.getResource(type.getSimpleName() + ".class");
    if (own == null) {
      return UNKNOWN;
    }
    var inside = "/" + type.getName().replace('.', '/') + ".class";
    var root = own.toString().substring(0, own.toString().length() - inside.length());
    try (InputStream in = java.net.URI.create(root + "/module-info.class").toURL().openStream()) {
      return Optional.of(ModuleDescriptor.read(in))
          .flatMap(ModuleDescriptor::rawVersion)
          .orElse(UNKNOWN);
    } catch (IOException | IllegalArgumentException e) {
      // Classes without a descriptor beside them: an unusual layout is no reason to fail.
      return UNKNOWN;
    }
  }
}
