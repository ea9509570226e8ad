package io.dagstore.distribution.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the built jars say of themselves: one name, one list of exports, nothing volatile. */
final class PackagingIT {
  private static final LocalDateTime BUILT = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final Set<String> VOLATILE =
      Set.of("Bnd-LastModified", "Build-Jdk", "Build-Jdk-Spec", "Built-By", "Created-By", "Tool");
  private static final Pattern PACKAGE = Pattern.compile("(?:^|,)([\\w.]+)(?=[;,]|$)");

  static List<Leaf> leaves() {
    return ByteCode.house().leaves();
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void folderModuleAndBundleHaveOneName(Leaf leaf) throws IOException {
    assertThat(leaf.descriptor().name()).isEqualTo(leaf.name());
    assertThat(header(leaf, "Bundle-SymbolicName")).isEqualTo(leaf.name());
    assertThat(header(leaf, "Bundle-ManifestVersion")).isEqualTo("2");
    assertThat(header(leaf, "Bundle-Version")).isEqualTo("0.1.0.SNAPSHOT");
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void everyPackageStartsWithThatName(Leaf leaf) throws IOException {
    assertThat(leaf.descriptor().packages())
        .isNotEmpty()
        .allMatch(name -> (name + ".").startsWith(leaf.name() + "."));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void theModuleExportsWhatTheBundleExports(Leaf leaf) throws IOException {
    var exports = leaf.descriptor().exports();

    assertThat(exports).noneMatch(ModuleDescriptor.Exports::isQualified);
    assertThat(exports.stream().map(ModuleDescriptor.Exports::source).collect(toSet()))
        .isEqualTo(exportedPackages(leaf));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void onlyACommandOpensItselfAndOnlyToItsParser(Leaf leaf) throws IOException {
    var readers = leaf.floor().equals("distribution") ? Set.of("info.picocli") : Set.of();

    assertThat(leaf.descriptor().opens()).allMatch(opened -> opened.targets().equals(readers));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void hiddenPackagesAreNotExported(Leaf leaf) throws IOException {
    assertThat(exportedPackages(leaf)).noneMatch(name -> name.matches(".*\\.(internal|bundle)"));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void twoBuildsGiveTheSameJar(Leaf leaf) throws IOException {
    try (var jar = new JarFile(leaf.jar().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal)).containsOnly(BUILT);
    }
    assertThat(leaf.manifest().getMainAttributes().keySet())
        .noneMatch(name -> VOLATILE.contains(name.toString()));
  }

  @Test
  void noPackageIsSplit() throws IOException {
    var owners = new HashMap<String, Leaf>();

    for (Leaf leaf : leaves()) {
      for (String name : leaf.descriptor().packages()) {
        assertThat(owners.put(name, leaf)).as(name).isNull();
      }
    }
  }

  private static String header(Leaf leaf, String name) throws IOException {
    return leaf.manifest().getMainAttributes().getValue(new Attributes.Name(name));
  }

  private static Set<String> exportedPackages(Leaf leaf) throws IOException {
    var header = header(leaf, "Export-Package");
    return header == null ? Set.of() : packages(header).collect(toSet());
  }

  private static Stream<String> packages(String header) {
    var bare = header.replaceAll("\"[^\"]*\"", "");
    return PACKAGE.matcher(bare).results().map(match -> match.group(1));
  }
}
