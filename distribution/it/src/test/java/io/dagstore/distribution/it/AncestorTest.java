package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the Go dagstore has a row for each of its tests and defects, and none lies. */
final class AncestorTest {
  private static final int TESTS = 53;
  private static final int DEFECTS = 43;

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (B?\\d+) \\|.*\\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("(?m)^  (?:final )?void (\\w+)\\(");

  @Test
  void everyTestAndEveryDefectHasARowAndARowHasATest() throws IOException {
    var numbers =
        Stream.concat(
                IntStream.rangeClosed(1, TESTS).mapToObj(Integer::toString),
                IntStream.rangeClosed(1, DEFECTS).mapToObj(number -> "B" + number))
            .toList();

    assertThat(rows()).extracting(row -> row.group(1)).containsExactlyElementsOf(numbers);
    assertThat(rows()).allMatch(row -> NAME.matcher(row.group(2)).find());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    var there = methods();
    for (var row : rows()) {
      assertThat(NAME.matcher(row.group(2)).results())
          .as(row.group(1))
          .extracting(name -> name.group(1) + "#" + name.group(2))
          .allMatch(there::contains);
    }
  }

  private static List<MatchResult> rows() throws IOException {
    var page = Files.readString(ByteCode.house().root().resolve("docs/ancestor.md"));
    return ROW.matcher(page).results().toList();
  }

  private static Set<String> methods() throws IOException {
    var methods = Stream.<String>builder();
    for (var leaf : ByteCode.house().leaves()) {
      for (var file : leaf.sources()) {
        if (isOfTests(file)) {
          var type = file.getFileName().toString().replace(".java", "#");
          METHOD
              .matcher(Files.readString(file))
              .results()
              .forEach(method -> methods.add(type + method.group(1)));
        }
      }
    }
    return methods.build().collect(Collectors.toSet());
  }

  private static boolean isOfTests(Path file) {
    return file.toString().matches(".*/src/test/java/.*Test\\.java|.*/testkit/\\w+Contract\\.java");
  }
}
