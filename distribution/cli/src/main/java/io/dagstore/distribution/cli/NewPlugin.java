package io.dagstore.distribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code new-plugin}: the project of a plug-in that works, to be changed. */
@Command(
    name = "new-plugin",
    header = "Write a small Maven project for a plug-in, in a folder of its name.",
    description = {
      "",
      "'mvn verify' in that folder builds and tests it; its jar serves as soon as it lies in the"
          + " folder plugins of a repository whose node runs."
    },
    footer = {"", "Example:", "  dagstore new-plugin zip-mount --mount zip"})
final class NewPlugin implements Callable<Integer> {
  private static final String API = "io/dagstore/io.dagstore.core.api";

  private final Shell shell;

  @Parameters(paramLabel = "NAME", description = "Of the plug-in: small letters, digits, dashes.")
  private String name;

  @Option(
      names = "--mount",
      paramLabel = "SCHEME",
      description = "The URI scheme it answers for; default: NAME.")
  private Optional<String> scheme = Optional.empty();

  @Option(
      names = "--sdk",
      paramLabel = "DIR",
      description = "The folder with Dagstore's own jars; default: sdk of this distribution.")
  private Optional<String> sdk = Optional.empty();

  NewPlugin(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var repository = repository();
    var project =
        new PluginProject(name, scheme.orElse(name), version(repository), repository.toUri());
    var folder = shell.path(name);
    expectEmpty(folder);
    for (var file : project.write(folder)) {
      if (shell.out().json()) {
        shell.out().json(o -> o.text("file", file));
      } else {
        shell.out().line(shell.console().folder().relativize(file).toString());
      }
    }
    shell.note("now: cd " + name + " && mvn verify");
    return Exit.DONE.code();
  }

  private Path repository() {
    var home = Optional.ofNullable(System.getProperty("dagstore.home"));
    var folder = sdk.map(shell::path).or(() -> home.map(path -> Path.of(path, "sdk")));
    return folder
        .map(path -> path.toAbsolutePath().normalize())
        .filter(path -> Files.isDirectory(path.resolve(API)))
        .orElseThrow(() ->
            Failure.usage(
                "--sdk: expected the folder sdk of a distribution, got "
                    + folder.map(Path::toString).orElse("none")));
  }

  /** An sdk holds one version. */
  private static String version(Path repository) throws IOException {
    try (var versions = Files.list(repository.resolve(API))) {
      return versions
          .map(version -> version.getFileName().toString())
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> Failure.usage("--sdk: expected a version in it, got none"));
    }
  }

  private static void expectEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var inside = Files.newDirectoryStream(folder)) {
      if (inside.iterator().hasNext()) {
        throw Failure.no("folder " + folder + ": expected it empty, got files in it");
      }
    }
  }
}
