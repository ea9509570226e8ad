package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.util.jar.JarFile;

/**
 * Raises classes of before Java 6 to version 52, because the ahead-of-time cache takes no older
 * ones.
 */
final class OldClasses {
  private static final int JAVA_6 = 50;

  private final ClassFile raise;

  /** For the classes of one jar, which stays open as long as this is used. */
  OldClasses(JarFile jar) {
    raise =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(jar)));
  }

  /** The class as it is, or raised. */
  byte[] raised(byte[] bytes) {
    var model = raise.parse(bytes);
    if (model.majorVersion() >= JAVA_6) {
      return bytes;
    }
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
