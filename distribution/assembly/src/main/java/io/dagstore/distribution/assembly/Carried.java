package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars that a bundle of ours carries inside, for itself alone. */
final class Carried {
  private static final Attributes.Name CLASS_PATH = new Attributes.Name("Bundle-ClassPath");
  private static final String JAR = ".jar";

  private final Artifact bundle;
  private final List<String> entries;

  private Carried(Artifact bundle, List<String> entries) {
    this.bundle = bundle;
    this.entries = entries;
  }

  /** Those of each bundle that carries some. */
  static List<Carried> in(Collection<Artifact> bundles) throws IOException {
    var all = new ArrayList<Carried>();
    for (var bundle : bundles) {
      var entries = bundle.ours() ? entries(bundle.jar()) : List.<String>of();
      if (!entries.isEmpty()) {
        all.add(new Carried(bundle, entries));
      }
    }
    return all;
  }

  private static List<String> entries(Path file) throws IOException {
    try (var jar = new JarFile(file.toFile())) {
      var path = jar.getManifest().getMainAttributes().getValue(CLASS_PATH);
      return Stream.of((path == null ? "" : path).split(","))
          .filter(entry -> entry.endsWith(JAR))
          .toList();
    }
  }

  /** Whether the jar of this artifact is one of them. */
  boolean holds(Artifact artifact) {
    return entries.stream().anyMatch(entry -> entry.endsWith("/" + artifact.name() + JAR));
  }

  /** The last part of the bundle's name. */
  String name() {
    return bundle.name().substring(bundle.name().lastIndexOf('.') + 1);
  }

  /** Lays them out in a folder; returns them with the bundle itself. */
  List<Path> unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    var files = new ArrayList<>(List.of(bundle.jar()));
    try (var jar = new JarFile(bundle.jar().toFile())) {
      for (var entry : entries) {
        var file = folder.resolve(entry.replace('/', '_'));
        try (var in = jar.getInputStream(new JarEntry(entry))) {
          Files.copy(in, file);
        }
        files.add(file);
      }
    }
    return files;
  }
}
