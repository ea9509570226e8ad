package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Lays out the folder that {@code ./dagstore} runs from: copies of the jars, which no later build
 * touches, and one jar that names them all. Classes of before Java 6 are raised to version 52 on
 * the way, because the ahead-of-time cache takes no older ones.
 */
final class RunFolder {
  private static final int JAVA_6 = 50;

  private RunFolder() {}

  /** Arguments: the folder to make, then the jars in the order of the class path. */
  static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    var names = new ArrayList<String>();
    for (var jar : Arrays.stream(args).skip(1).map(Path::of).toList()) {
      var name = jar.getFileName().toString();
      names.add(name);
      copy(jar, folder.resolve(name));
    }
    writeIndexJar(folder.resolve("dagstore.jar"), names);
  }

  private static void writeIndexJar(Path jar, List<String> names) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile());
        var out = new JarOutputStream(Files.newOutputStream(to))) {
      // Stored, not deflated: the start reads classes the cache does not hold.
      out.setLevel(0);
      var raise =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(hierarchy(jar)));
      for (var entry : (Iterable<ZipEntry>) jar.stream().map(e -> (ZipEntry) e)::iterator) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content(jar.getInputStream(entry).readAllBytes(), entry.getName(), raise));
        out.closeEntry();
      }
    }
  }

  private static byte[] content(byte[] bytes, String name, ClassFile raise) {
    if (!name.endsWith(".class") || raise.parse(bytes).majorVersion() >= JAVA_6) {
      return bytes;
    }
    var model = raise.parse(bytes);
    return raise.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(ClassTransform.endHandler(b -> b.withVersion(ClassFile.JAVA_8_VERSION, 0))));
  }

  /** Stack maps need to know which class extends which, within the jar and the JDK. */
  private static ClassHierarchyResolver hierarchy(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              var name = type.descriptorString();
              var entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }
}
