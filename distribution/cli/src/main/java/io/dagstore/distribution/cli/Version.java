package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version line: ours, and the JDK's, which is what a bug report needs. */
final class Version implements IVersionProvider {
  private static final String UNKNOWN = "of unknown version";

  @Override
  public String[] getVersion() {
    return new String[] {"dagstore " + own() + " (Java " + Runtime.version() + ")"};
  }

  // On the class path the module has no name, yet its descriptor, with the version that javac wrote
  // into it, lies beside our classes.
  private static String own() {
    var place = Main.class.getProtectionDomain().getCodeSource().getLocation().toString();
    var descriptor = (place.endsWith(".jar") ? "jar:" + place + "!/" : place) + "module-info.class";
    try (InputStream in = URI.create(descriptor).toURL().openStream()) {
      return Optional.of(ModuleDescriptor.read(in))
          .flatMap(ModuleDescriptor::rawVersion)
          .orElse(UNKNOWN);
    } catch (IOException e) {
      // Classes without a descriptor beside them: an unusual layout is no reason to fail.
      return UNKNOWN;
    }
  }
}
