package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the folder that people download, and in its archives. */
final class DistributionIT {
  private static final long LARGEST = 60L << 20;

  private final Distribution built = Distribution.built();

  @Test
  void everyJarThatIsNotOnTheClassPathIsABundle() throws IOException {
    for (var file : built.jars("bundles")) {
      try (var jar = new JarFile(file.toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
            .as("%s", file)
            .isNotNull();
      }
    }
  }

  @Test
  void theClassPathOfTheLauncherIsShort() throws IOException {
    assertThat(built.jars("boot"))
        .extracting(DistributionIT::title)
        .allMatch(name ->
            name.matches(
                "(io.dagstore.distribution.launcher|org.apache.felix.framework|slf4j-\\w+|jspecify)-.*"));
  }

  @Test
  void everyForeignJarHasItsLicenceAndIsOnTheList() throws IOException {
    var list = Files.readString(built.home().resolve("sbom.cdx.json"));
    var jars = Stream.concat(built.jars("boot").stream(), built.jars("bundles").stream());

    for (var title : jars.map(DistributionIT::title).toList()) {
      if (!title.startsWith("io.dagstore.")) {
        var texts = built.home().resolve("licenses").resolve(title);
        assertThat(texts).isDirectoryContaining(file -> title(file).startsWith("LICENSE"));
      }
      var name = title.replaceFirst("-\\d.*", "");
      assertThat(list).contains("\"name\":\"" + name + "\"");
    }
  }

  @Test
  void theArchivesHoldTheFolderAndAreSmall() throws IOException {
    for (var ending : Set.of(".tar.gz", ".zip")) {
      assertThat(Files.size(built.archive(ending))).as(ending).isLessThan(LARGEST);
    }
    var zip = built.archive(".zip");
    try (var files = FileSystems.newFileSystem(zip, Map.of())) {
      var top = files.getPath(title(zip));
      assertThat(names(top)).isEqualTo(withoutWhatTheFirstStartMakes(names(built.home())));
    }
  }

  @Test
  void theSdkHoldsWhatAPluginIsBuiltAgainst() throws IOException {
    assertThat(names(built.home().resolve("sdk")))
        .map(name -> name.replaceFirst(".*/", ""))
        .map(name -> name.replaceFirst("-0\\..*SNAPSHOT", ""))
        .contains(
            "io.dagstore.pom",
            "io.dagstore.core.api.jar",
            "io.dagstore.core.api.pom",
            "io.dagstore.core.ipld.jar",
            "io.dagstore.core.files.jar",
            "io.dagstore.core.car.jar",
            "io.dagstore.core.testkit.jar");
  }

  private static Set<String> withoutWhatTheFirstStartMakes(Set<String> names) {
    var rest = new HashSet<>(names);
    rest.removeIf(name -> name.startsWith("cache/") || name.equals("built"));
    return rest;
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String title(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.(jar|zip)$", "");
  }
}
