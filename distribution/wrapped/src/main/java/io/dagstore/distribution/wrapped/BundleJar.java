package io.dagstore.distribution.wrapped;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A jar as a bundle. Immutable.
 *
 * @param name its symbolic name
 * @param version its version, which its packages get too
 * @param jar where it lies; read, never written
 * @param headers whether a manifest that makes it a bundle already is believed
 */
public record BundleJar(String name, String version, Path jar, Headers headers) {
  /** What becomes of the bundle headers that a jar has. */
  public enum Headers {
    /** They stay; only a jar that has none gets some. */
    KEEP,
    /** They are wrong, and are made anew. */
    RENEW
  }

  private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";

  /**
   * Writes the bundle: the jar byte for byte where it is one, else its entries under a manifest of
   * bnd's. The same jar gives the same bytes each time.
   *
   * @throws IOException if the jar cannot be read, the target cannot be written, or bnd finds a
   *     fault
   */
  public void write(Path target) throws IOException {
    try (var from = new JarFile(jar.toFile())) {
      var manifest = from.getManifest();
      if (headers == Headers.KEEP
          && manifest != null
          && manifest.getMainAttributes().getValue(SYMBOLIC_NAME) != null) {
        Files.copy(jar, target);
        return;
      }
      try (var out = Files.newOutputStream(target)) {
        copy(from, manifest(), out);
      }
    }
  }

  private Manifest manifest() throws IOException {
    try (var analyzer = new Analyzer(new Jar(jar.toFile()))) {
      analyzer.getJar().setManifest(new Manifest());
      analyzer.setBundleSymbolicName(name);
      analyzer.setBundleVersion(Analyzer.cleanupVersion(version));
      analyzer.setExportPackage("*;version=" + Analyzer.cleanupVersion(version));
      analyzer.setImportPackage("*");
      analyzer.setProperty("-noextraheaders", "true");
      analyzer.setProperty("-noimportjava", "true");
      var manifest = analyzer.calcManifest();
      if (!analyzer.getErrors().isEmpty()) {
        throw new IOException(jar + " cannot be made a bundle: " + analyzer.getErrors());
      }
      return manifest;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(jar + " cannot be made a bundle", e);
    }
  }

  private static void copy(JarFile from, Manifest manifest, OutputStream to) throws IOException {
    try (var out = new JarOutputStream(to)) {
      put(out, JarFile.MANIFEST_NAME, 0);
      manifest.write(out);
      for (var entry : (Iterable<ZipEntry>) from.stream().map(ZipEntry::new)::iterator) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          put(out, entry.getName(), entry.getTime());
          from.getInputStream(entry).transferTo(out);
        }
      }
    }
  }

  private static void put(JarOutputStream out, String name, long time) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(time);
    out.putNextEntry(entry);
  }
}
