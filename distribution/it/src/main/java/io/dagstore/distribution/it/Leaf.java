package io.dagstore.distribution.it;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One module of the house. Immutable; every method reads the disk anew.
 *
 * @param path its folder below the root, with slashes: {@code core/car}
 * @param folder the same, absolute
 */
public record Leaf(String path, Path folder) {

  /** Returns the one name of the leaf: artifact, module, bundle and root package are called so. */
  public String name() {
    return "io.dagstore." + path.replace('/', '.');
  }

  /** Returns the group of rooms the leaf stands in: {@code core} for {@code core/car}. */
  public String floor() {
    return path.substring(0, path.indexOf('/'));
  }

  /** Returns the folder of the compiled classes, which exists after {@code compile}. */
  public Path classes() {
    return folder.resolve("target/classes");
  }

  /** Returns the folder of the compiled tests; a leaf without tests has none. */
  public Path testClasses() {
    return folder.resolve("target/test-classes");
  }

  /** Returns all Java files of the leaf, tests included, in path order. */
  public List<Path> sources() throws IOException {
    try (var files = Files.walk(folder.resolve("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /**
   * Returns the leaf's built jar.
   *
   * @throws IOException when {@code package} has not run, or left more than one jar of that name
   */
  public Path jar() throws IOException {
    try (var jars = Files.newDirectoryStream(folder.resolve("target"), name() + "-[0-9]*.jar")) {
      var found = jars.iterator();
      if (!found.hasNext()) {
        throw new IOException("no jar of " + name() + " in " + folder.resolve("target"));
      }
      var jar = found.next();
      if (found.hasNext()) {
        throw new IOException("two jars: " + jar + " and " + found.next());
      }
      return jar;
    }
  }

  /** Returns the module descriptor inside the built jar. */
  public ModuleDescriptor descriptor() throws IOException {
    try (var jar = new JarFile(jar().toFile())) {
      var entry = jar.getJarEntry("module-info.class");
      if (entry == null) {
        throw new IOException(jar() + " has no module-info.class");
      }
      try (var in = jar.getInputStream(entry)) {
        return ModuleDescriptor.read(in);
      }
    }
  }

  /** Returns the manifest of the built jar. */
  public Manifest manifest() throws IOException {
    try (var jar = new JarFile(jar().toFile())) {
      var manifest = jar.getManifest();
      if (manifest == null) {
        throw new IOException(jar() + " has no manifest");
      }
      return manifest;
    }
  }
}
