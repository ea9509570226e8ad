package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that people read: they point at what exists and promise nothing. */
final class DocsTest {
  private static final Path ROOT = ByteCode.house().root();
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)[^)]*\\)");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROMISE =
      Pattern.compile(
          "(?i)\\b((?<!as )soon|tbd|todo|coming up|work in progress|not yet|will be added)\\b");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .forEach(link -> assertThat(page.resolveSibling(link.group(1))).as("%s", page).exists());
    }
  }

  @Test
  void noPagePromises() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readString(page)).as("%s", page).doesNotContainPattern(PROMISE);
    }
  }

  @Test
  void everyLeafIsOnTheMap() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/design.md")))
        .contains(ByteCode.house().leaves().stream().map(Leaf::path).toList());
  }

  @Test
  void decisionsAreNumberedWithoutAGapAndIndexed() throws IOException {
    var folder = ROOT.resolve("docs/decisions");
    var names = markdown(folder).map(page -> page.getFileName().toString()).sorted().toList();
    var decisions = names.stream().filter(name -> !name.equals("README.md")).toList();

    assertThat(decisions.stream().map(name -> name.substring(0, 4)))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, decisions.size()).mapToObj("%04d"::formatted).toList());
    assertThat(Files.readString(folder.resolve("README.md"))).contains(decisions);
  }

  @Test
  void theReadmeShowsWhatATestRuns() throws IOException {
    var shown = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
    var test = "distribution/it/src/test/java/io/dagstore/distribution/it/TenLinesTest.java";

    assertThat(shown.find()).isTrue();
    assertThat(Files.readString(ROOT.resolve(test))).contains(shown.group(1).indent(4));
  }

  private static List<Path> pages() throws IOException {
    return Stream.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/decisions"))
        .flatMap(DocsTest::markdown)
        .toList();
  }

  private static Stream<Path> markdown(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
