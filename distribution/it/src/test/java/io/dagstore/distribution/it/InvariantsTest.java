package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.store.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the design says of a store at rest is what the doctor examines, line by line. */
final class InvariantsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| .+ \\| (.+) \\|$");

  /** A row of the table. */
  private record Row(String invariant, String remedy) {}

  @Test
  void theDesignListsEachInvariantWithItsRemedy() throws IOException {
    assertThat(rows())
        .containsExactlyElementsOf(
            Arrays.stream(Invariant.values())
                .map(invariant -> new Row(invariant.id(), invariant.remedy()))
                .toList());
  }

  private static List<Row> rows() throws IOException {
    var page = Files.readString(ByteCode.house().root().resolve("docs/design.md"));
    var start = page.indexOf("## What is true of a store at rest");
    var section = page.substring(start, page.indexOf("\n## ", start + 1));
    return ROW.matcher(section).results().map(row -> new Row(row.group(1), row.group(2))).toList();
  }
}
