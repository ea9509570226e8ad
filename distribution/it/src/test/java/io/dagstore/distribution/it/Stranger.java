package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plug-in project of somebody else, which knows nothing of this house but its sdk. */
record Stranger(Path house) {
  private static final String OFFLINE = "offline|has not been downloaded|not be reattempted";

  Path folder() {
    return house.resolve("distribution/it/stranger");
  }

  Path distribution() {
    return house.resolve("distribution/assembly/target/dagstore");
  }

  /**
   * Builds it with plain Maven and returns its jar. What Maven has downloaded is used again; our
   * own artifacts, whose version never changes, it always takes from the sdk.
   *
   * @param scratch a folder for a view on the local repository
   */
  Path build(Path scratch) throws IOException, InterruptedException {
    var view = view(localRepository(), Files.createDirectories(scratch));
    var said = maven(view, "-o");
    if (said.matches("(?s).*(" + OFFLINE + ").*")) {
      said = maven(view);
    }
    var jar = folder().resolve("target/gz-mount-1.0.0.jar");
    if (said.contains("BUILD FAILURE") || !Files.exists(jar)) {
      throw new AssertionError(said);
    }
    return jar;
  }

  private static Path localRepository() {
    var told = System.getProperty("localRepository");
    return told == null
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(told);
  }

  /** The local repository without what is ours: links to all else. */
  private static Path view(Path local, Path view) throws IOException {
    link(local, view, "io");
    link(local.resolve("io"), Files.createDirectories(view.resolve("io")), "dagstore");
    return view;
  }

  private static void link(Path from, Path to, String without) throws IOException {
    try (var entries = Files.newDirectoryStream(from)) {
      for (var entry : entries) {
        var name = entry.getFileName().toString();
        if (!name.equals(without) && Files.isDirectory(entry)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private String maven(Path repository, String... more) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(house.resolve("mvnw").toString()));
    command.addAll(List.of(more));
    command.addAll(
        List.of(
            "-Dmaven.repo.local=" + repository,
            "-f",
            folder().resolve("pom.xml").toString(),
            "clean",
            "verify"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
