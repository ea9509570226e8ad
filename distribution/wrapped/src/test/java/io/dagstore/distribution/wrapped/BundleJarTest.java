package io.dagstore.distribution.wrapped;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.distribution.wrapped.BundleJar.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleJarTest {
  private static final String CLASS = "io/dagstore/distribution/wrapped/BundleJar.class";

  @TempDir private Path folder;

  @Test
  void aPlainJarGetsANameAndWhatItOffersAndNeeds() throws IOException {
    var bundle = folder.resolve("bundle.jar");

    new BundleJar("plain", "2.60.1", plain(), Headers.KEEP).write(bundle);

    try (var jar = new JarFile(bundle.toFile())) {
      var headers = jar.getManifest().getMainAttributes();
      assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("plain");
      assertThat(headers.getValue("Bundle-Version")).isEqualTo("2.60.1");
      assertThat(headers.getValue("Export-Package"))
          .contains("io.dagstore.distribution.wrapped;", "version=\"2.60.1\"");
      assertThat(headers.getValue("Import-Package")).contains("aQute.bnd.osgi");
      assertThat(jar.getEntry(CLASS)).isNotNull();
    }
  }

  @Test
  void twoWrapsAreTheSameBytes() throws IOException {
    var first = folder.resolve("first.jar");
    var second = folder.resolve("second.jar");
    var plain = plain();

    new BundleJar("plain", "1", plain, Headers.KEEP).write(first);
    new BundleJar("plain", "1", plain, Headers.KEEP).write(second);

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void aBundleStaysAsItIs() throws IOException {
    var bundle = folder.resolve("bundle.jar");
    var again = folder.resolve("again.jar");
    new BundleJar("plain", "1", plain(), Headers.KEEP).write(bundle);

    new BundleJar("other", "2", bundle, Headers.KEEP).write(again);

    assertThat(again).hasSameBinaryContentAs(bundle);
  }

  @Test
  void wrongHeadersAreMadeAnew() throws IOException {
    var bundle = folder.resolve("bundle.jar");
    var again = folder.resolve("again.jar");
    new BundleJar("plain", "1", plain(), Headers.KEEP).write(bundle);

    new BundleJar("other", "2", bundle, Headers.RENEW).write(again);

    try (var jar = new JarFile(again.toFile())) {
      var headers = jar.getManifest().getMainAttributes();
      assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("other");
      assertThat(headers.getValue("Export-Package")).endsWith(";version=2");
    }
  }

  private Path plain() throws IOException {
    var file = folder.resolve("plain.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        var type = BundleJar.class.getResourceAsStream("BundleJar.class")) {
      jar.putNextEntry(new ZipEntry(CLASS));
      type.transferTo(jar);
    }
    return file;
  }
}
