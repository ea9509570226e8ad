package io.dagstore.distribution.runtime.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;

/** Makes the jars that strangers drop in: compiles their sources and gives them a manifest. */
final class PluginJar {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  /** A bundle of this name, version 1. */
  PluginJar(String name) {
    headers.put("Manifest-Version", "1.0");
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", name);
    headers.put("Bundle-Version", "1.0.0");
  }

  /** A mount provider for a scheme, with what every plug-in needs. */
  static PluginJar mount(String name, String scheme) {
    return new PluginJar(name)
        .header("Import-Package", "io.dagstore.core.api.mount")
        .source(
            name + ".Provider",
            """
            package %s;
            public final class Provider implements io.dagstore.core.api.mount.MountProvider {
              public String scheme() { return "%s"; }
              public io.dagstore.core.api.mount.Mount mount(java.net.URI uri) { return null; }
            }
            """
                .formatted(name, scheme))
        .service("io.dagstore.core.api.mount.MountProvider", name + ".Provider");
  }

  PluginJar header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  PluginJar without(String name) {
    headers.remove(name);
    return this;
  }

  PluginJar source(String type, String text) {
    sources.put(type, text);
    return this;
  }

  PluginJar service(String point, String type) {
    files.put("META-INF/services/" + point, type + "\n");
    return this;
  }

  /** Writes it in one step, as a careful person does who moves it into the folder. */
  Path write(Path file) throws IOException {
    var scratch = Files.createTempDirectory("plugin");
    try {
      compile(scratch);
      var fresh = pack(scratch);
      return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      try (var left = Files.walk(scratch)) {
        left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private Path pack(Path classes) throws IOException {
    var manifest = new Manifest();
    headers.forEach(manifest.getMainAttributes()::putValue);
    var file = classes.resolve("plugin.part");
    try (var found = Files.walk(classes)) {
      var types = found.filter(path -> path.toString().endsWith(".class")).toList();
      try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
        for (var type : types) {
          put(jar, classes.relativize(type).toString(), Files.readAllBytes(type));
        }
        for (var text : files.entrySet()) {
          put(jar, text.getKey(), text.getValue().getBytes(UTF_8));
        }
      }
    }
    return file;
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(bytes);
  }

  private void compile(Path target) throws IOException {
    var arguments = new ArrayList<>(List.of("-d", target.toString(), "-cp", classPath()));
    for (var source : sources.entrySet()) {
      var file = target.resolve(source.getKey().replace('.', '_'));
      Files.createDirectories(file);
      var name = source.getKey().substring(source.getKey().lastIndexOf('.') + 1) + ".java";
      arguments.add(Files.writeString(file.resolve(name), source.getValue()).toString());
    }
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    if (!sources.isEmpty()
        && javac.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalArgumentException("the plug-in does not compile: " + sources);
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "")
        + File.pathSeparator
        + System.getProperty("jdk.module.path", "");
  }
}
