package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NewPluginTest {
  @TempDir private Path folder;

  @BeforeEach
  void distribution() throws IOException {
    Files.createDirectories(folder.resolve("sdk/io/dagstore/io.dagstore.core.api/1.2.3"));
  }

  private Run run(String line) {
    return Run.in(folder, (line + " --sdk sdk").split(" ", -1));
  }

  @Test
  void writesAProjectThatNamesTheSdk() throws IOException {
    var lines = run("new-plugin zip-mount --mount zip").good().lines();

    var source = "zip-mount/src/main/java/plugins/zipmount/ZipMountProvider.java";
    var services = "zip-mount/src/main/resources/META-INF/services/";
    assertThat(lines)
        .hasSize(7)
        .contains(
            "zip-mount/pom.xml",
            "zip-mount/README.md",
            "zip-mount/.gitignore",
            "zip-mount/.mvn/maven.config",
            source,
            services + "io.dagstore.core.api.mount.MountProvider");
    assertThat(folder.resolve(source)).content().contains("\"zip\"", "class ZipMountProvider");
    assertThat(folder.resolve("zip-mount/pom.xml"))
        .content()
        .contains("<dagstore.sdk>" + folder.resolve("sdk").toUri())
        .contains("<dagstore.version>1.2.3</dagstore.version>");
    for (var line : lines) {
      assertThat(folder.resolve(line)).content().doesNotContainPattern("@[A-Z]+@");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Zip", "-a", "a-", "a--b", "../a", "a/b", "new", "a b", "1a", "ä", "a.b"})
  void refusesBadNames(String name) {
    var run = Run.in(folder, "new-plugin", "--sdk", "sdk", "--mount", "zip", "--", name);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("name: expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "Zip", "z", "a:b", "1a"})
  void refusesBadSchemes(String scheme) {
    assertThat(run("new-plugin good --mount " + scheme).code()).isEqualTo(2);
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    Files.createDirectories(folder.resolve("good"));
    run("new-plugin good").good();

    var again = run("new-plugin good");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("expected it empty");
  }

  @Test
  void saysWhereTheSdkIsExpected() {
    var run = Run.in(folder, "new-plugin", "good", "--sdk", "nowhere");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--sdk", "nowhere");
  }
}
