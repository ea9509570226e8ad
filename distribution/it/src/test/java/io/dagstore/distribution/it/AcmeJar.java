package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** The jar of a stranger's plug-in: the classes of the package {@code acme} that it is told to. */
final class AcmeJar {
  private static final String PACKAGE = "io/dagstore/distribution/it/acme/";
  private static final String IMPORTS =
      "io.dagstore.core.api,io.dagstore.core.api.index,io.dagstore.core.api.journal,"
          + "io.dagstore.core.api.mount,io.dagstore.core.api.plugin,"
          + "io.dagstore.core.files,io.dagstore.core.ipld";

  private final Path classes;
  private final String name;
  private final String version;

  /**
   * Of this name and version.
   *
   * @param classes the folder of the compiled tests
   */
  AcmeJar(Path classes, String name, String version) {
    this.classes = classes;
    this.name = name;
    this.version = version;
  }

  /** The folder of the compiled tests, outside of a container. */
  static Path classes() {
    return ByteCode.house().root().resolve("distribution/it/target/test-classes");
  }

  /** Moves it in whole, with these extension points: interface and class. */
  void write(Path file, List<List<String>> services) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".part");
    try (var jar = new JarOutputStream(Files.newOutputStream(fresh), manifest());
        var types = Files.newDirectoryStream(classes.resolve(PACKAGE), "*.class")) {
      for (var type : types) {
        put(jar, PACKAGE + type.getFileName(), Files.readAllBytes(type));
      }
      for (var service : services) {
        var type = PACKAGE.replace('/', '.') + service.get(1) + "\n";
        put(jar, "META-INF/services/io.dagstore.core.api." + service.get(0), type.getBytes(UTF_8));
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Manifest manifest() {
    var manifest = new Manifest();
    var headers = manifest.getMainAttributes();
    headers.putValue("Manifest-Version", "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    headers.putValue("Bundle-Version", version);
    headers.putValue("Import-Package", IMPORTS);
    return manifest;
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(bytes);
  }
}
