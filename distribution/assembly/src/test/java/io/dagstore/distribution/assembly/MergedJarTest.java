package io.dagstore.distribution.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedJarTest {
  @TempDir private Path folder;

  @Test
  void listsOfServicesAreJoined() throws IOException {
    var merged =
        merge(
            jar("a.jar", Map.of("META-INF/services/x.Y", "a.Y".getBytes(UTF_8))),
            jar("b.jar", Map.of("META-INF/services/x.Y", "b.Y".getBytes(UTF_8))));

    assertThat(merged.get("META-INF/services/x.Y")).asString(UTF_8).isEqualTo("a.Y\nb.Y");
  }

  @Test
  void whatOnlyAModuleOrABundleNeedsStaysOut() throws IOException {
    var merged =
        merge(
            jar(
                "a.jar",
                Map.of(
                    "META-INF/MANIFEST.MF", new byte[0],
                    "module-info.class", new byte[0],
                    "a/text", new byte[] {1})));

    assertThat(merged).containsOnlyKeys("a/text");
  }

  @Test
  void oldClassesAreRaisedAndNewOnesLeftAlone() throws IOException {
    var old = type("a.Old", 49);
    var current = type("a.Current", 69);

    var merged = merge(jar("a.jar", Map.of("a/Old.class", old, "a/Current.class", current)));

    assertThat(ClassFile.of().parse(merged.get("a/Old.class")).majorVersion()).isEqualTo(52);
    assertThat(merged.get("a/Current.class")).isEqualTo(current);
  }

  @Test
  void aClassComesFromOneJarOnly() throws IOException {
    var jars =
        List.of(
            jar("a.jar", Map.of("a/A.class", type("a.A", 69))),
            jar("b.jar", Map.of("a/A.class", type("a.A", 69))));

    assertThatThrownBy(() -> new MergedJar(jars))
        .isInstanceOf(IOException.class)
        .hasMessage("two jars bring a/A.class");
  }

  private static byte[] type(String name, int version) {
    return ClassFile.of().build(ClassDesc.of(name), type -> type.withVersion(version, 0));
  }

  private Map<String, byte[]> merge(Path... jars) throws IOException {
    var file = folder.resolve("merged.jar");
    new MergedJar(List.of(jars)).write(file);
    var entries = new TreeMap<String, byte[]>();
    try (var jar = new JarFile(file.toFile())) {
      for (var entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry::new)::iterator) {
        entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    var file = folder.resolve(name);
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }
}
