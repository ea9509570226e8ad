package io.dagstore.distribution.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One jar of many, for the class path of a command that has to start at once. Its entries are
 * stored, not deflated: a start reads the classes that the ahead-of-time cache does not hold.
 */
final class MergedJar {
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern LEFT_OUT =
      Pattern.compile("(?:.*/)?module-info\\.class|META-INF/(?!services/).*|.*/|lib/.*\\.jar");

  private final SortedMap<String, byte[]> entries = new TreeMap<>();

  /** Merges the jars; of a class for several Java versions it takes the one for this JVM. */
  MergedJar(Collection<Path> jars) throws IOException {
    for (var file : jars) {
      try (var jar =
          new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
        take(jar);
      }
    }
  }

  private void take(JarFile jar) throws IOException {
    var old = new OldClasses(jar);
    for (var entry : (Iterable<JarEntry>) jar.versionedStream()::iterator) {
      var name = entry.getName();
      if (!LEFT_OUT.matcher(name).matches()) {
        var bytes = jar.getInputStream(entry).readAllBytes();
        put(name, name.endsWith(".class") ? old.raised(bytes) : bytes);
      }
    }
  }

  private void put(String name, byte[] bytes) throws IOException {
    var before = entries.putIfAbsent(name, bytes);
    if (before != null && name.startsWith(SERVICES)) {
      entries.put(
          name, (new String(before, UTF_8) + "\n" + new String(bytes, UTF_8)).getBytes(UTF_8));
    } else if (before != null && name.endsWith(".class")) {
      throw new IOException("two jars bring " + name);
    }
  }

  void write(Path file) throws IOException {
    try (var zip = new SteadyZip(Files.newOutputStream(file), ZipEntry.STORED)) {
      for (var entry : entries.entrySet()) {
        zip.add(entry.getKey(), entry.getValue(), SteadyZip.PLAIN);
      }
    }
  }
}
