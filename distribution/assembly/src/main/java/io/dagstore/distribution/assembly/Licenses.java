package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** The folder with the licence of every jar that is not ours, and the page that lists them. */
final class Licenses {
  private static final Pattern TEXT =
      Pattern.compile("(?:META-INF/)?((?:LICENSE|NOTICE)(?:\\.(?:txt|md))?)");

  private final Path folder;
  private final Path apache;

  /**
   * An empty folder.
   *
   * @param apache the text of the Apache licence
   */
  Licenses(Path folder, Path apache) {
    this.folder = folder;
    this.apache = apache;
  }

  void write(Collection<Artifact> artifacts) throws IOException {
    var lines = new ArrayList<String>();
    for (var artifact : artifacts) {
      var license = License.of(artifact);
      var place = Files.createDirectories(folder.resolve(artifact.title()));
      if (copyTexts(artifact, place).isEmpty()) {
        Files.write(place.resolve("LICENSE"), text(license));
      }
      lines.add(
          "%s:%s %s  %s"
              .formatted(artifact.group(), artifact.name(), artifact.version(), license.spdx()));
    }
    Files.write(folder.resolve("THIRD-PARTY.txt"), lines);
  }

  private static List<String> copyTexts(Artifact artifact, Path place) throws IOException {
    var copied = new ArrayList<String>();
    try (var jar = new JarFile(artifact.jar().toFile())) {
      for (var entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
        var text = TEXT.matcher(entry.getName());
        if (text.matches()) {
          Files.write(place.resolve(text.group(1)), jar.getInputStream(entry).readAllBytes());
          copied.add(text.group(1));
        }
      }
    }
    copied.removeIf(name -> name.startsWith("NOTICE"));
    return copied;
  }

  private byte[] text(License license) throws IOException {
    if (license == License.APACHE) {
      return Files.readAllBytes(apache);
    }
    try (var in = Licenses.class.getResourceAsStream(license.spdx() + ".txt")) {
      if (in == null) {
        throw new IOException("no text of the licence " + license.spdx());
      }
      return in.readAllBytes();
    }
  }
}
