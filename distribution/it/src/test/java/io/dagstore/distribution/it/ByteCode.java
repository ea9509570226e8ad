package io.dagstore.distribution.it;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The house's classes as ArchUnit sees them, read once. */
final class ByteCode {
  /** The loops that JCStress writes around its tests. */
  private static final Pattern WRITTEN_BY_JCSTRESS = Pattern.compile(".*_jcstress.*\\.class");

  private ByteCode() {}

  static House house() {
    try {
      return House.around(Path.of(System.getProperty("basedir", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JavaClasses shipped() {
    return Shipped.CLASSES;
  }

  /** Most tests look at none, so they are read when the first one does. */
  private static final class Shipped {
    static final JavaClasses CLASSES = read(Leaf::classes);
  }

  static JavaClasses tests() {
    return read(Leaf::testClasses);
  }

  private static JavaClasses read(Function<Leaf, Path> folder) {
    Collection<Path> folders =
        house().leaves().stream().map(folder).filter(Files::isDirectory).toList();
    return new ClassFileImporter()
        .withImportOption(location -> !location.matches(WRITTEN_BY_JCSTRESS))
        .importPaths(folders);
  }
}
