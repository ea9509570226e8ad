package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and words of the source files, as {@code CONTRIBUTING.md} asks. */
final class SourcesTest {
  private static final House HOUSE = ByteCode.house();
  private static final List<Declaration> DECLARATIONS = declarations();

  /**
   * Tables: rounds of a hash, one line each, since a loop over them is several times slower; and
   * the samples of a test.
   */
  private static final Pattern WRITTEN_OUT =
      Pattern.compile("Blake2b256\\.\\w+Rounds|\\w+Test\\.samples");

  /** The pom of the last leaf names all others, and the distribution's most of them. */
  private static final Pattern NAMES_A_LEAF = Pattern.compile("<artifactId>io\\.dagstore\\.");

  static List<Leaf> leaves() {
    return HOUSE.leaves();
  }

  @Test
  void noFileIsTooLong() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(limit(file));
    }
  }

  @Test
  void noMethodIsTooLong() {
    assertThat(DECLARATIONS)
        .filteredOn(Declaration::method)
        .filteredOn(declaration -> declaration.lines() > 40)
        .filteredOn(declaration -> !WRITTEN_OUT.matcher(declaration.name()).matches())
        .isEmpty();
  }

  @Test
  void whatOthersCanReachIsDocumented() {
    assertThat(DECLARATIONS)
        .filteredOn(Declaration::visible)
        .filteredOn(declaration -> isMain(declaration.file()))
        .filteredOn(declaration -> !isHidden(declaration.file()))
        .filteredOn(declaration -> !declaration.documented())
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    for (Path file : sources()) {
      if (isMain(file) && !file.endsWith("module-info.java")) {
        assertThat(file.resolveSibling("package-info.java"))
            .content()
            .as("%s", file)
            .startsWith("/**");
      }
    }
  }

  @Test
  void noSourceLeavesAPromise() throws IOException {
    var promise = "TO" + "DO|FIX" + "ME|XX" + "X";
    for (Path file : sources()) {
      assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(promise);
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void aLeafIsADescriptorAPomAndPackagesOfItsName(Leaf leaf) throws IOException {
    var main = leaf.folder().resolve("src/main/java");

    assertThat(main.resolve("module-info.java")).isRegularFile();
    assertThat(main.resolve(leaf.name().replace('.', '/'))).isDirectory();
    assertThat(Files.readAllLines(leaf.folder().resolve("pom.xml")))
        .filteredOn(line -> !NAMES_A_LEAF.matcher(line).find())
        .hasSizeLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void theHouseIsBuiltBeforeItIsLookedAt(Leaf leaf) throws IOException {
    var it = HOUSE.leaves().getLast();

    assertThat(it.path()).isEqualTo("distribution/it");
    assertThat(it.folder().resolve("pom.xml"))
        .content()
        .contains("<artifactId>" + leaf.name() + "</artifactId>");
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/src/main/java/");
  }

  private static boolean isHidden(Path file) {
    return file.toString().matches(".*/(internal|bundle)/[^/]+");
  }

  private static int limit(Path file) {
    return isMain(file) ? 400 : 500;
  }

  private static List<Path> sources() throws IOException {
    var all = Stream.<Path>builder();
    for (Leaf leaf : HOUSE.leaves()) {
      leaf.sources().forEach(all);
    }
    return all.build().toList();
  }

  private static List<Declaration> declarations() {
    try {
      return SourceReader.read(sources());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
