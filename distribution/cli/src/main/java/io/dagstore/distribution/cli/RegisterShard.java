package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardState;
import io.dagstore.distribution.cli.Registrations.Wanted;
import io.dagstore.mounts.file.CarFolder;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code register-shard}: CAR files, or all of a folder, into the repository. */
@Command(
    name = "register-shard",
    header = "Take CAR files, or all CARs below a folder, into the repository.",
    description = {
      "",
      "A folder is searched for *.car; the key of a shard is its path below that folder without"
          + " .car. A file that cannot be taken is reported at the end, the others are taken.",
      "",
      "Instead of a path stands a URI where a plug-in knows its scheme; it needs --key."
    },
    footer = {
      "",
      "Example:",
      "  dagstore register-shard ~/cars",
      "  dagstore register-shard --key site gz:///data/site.car.gz"
    })
final class RegisterShard implements Callable<Integer> {
  private static final Pattern URL = Pattern.compile("(?!file:)[a-z][a-z0-9+.-]+:.+");

  private final Shell shell;

  @Option(names = "--key", paramLabel = "K", description = "The key, where PATH is one file.")
  private Optional<String> key = Optional.empty();

  @Option(names = "--lazy", description = "Index at the first use, not now.")
  private boolean lazy;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "CAR files, folders, URIs.")
  private List<String> paths;

  RegisterShard(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (key.isPresent() && (paths.size() > 1 || Files.isDirectory(shell.path(paths.getFirst())))) {
      throw Failure.usage("--key: expected one file, got a folder or several paths");
    }
    key.ifPresent(Arguments::shardKey);
    var batch = new Batch(shell);
    var wanted = new ArrayList<Wanted>();
    for (var path : paths) {
      batch.attempt(path, () -> find(path, wanted, batch));
    }
    try (var store = Repo.writing(shell)) {
      registerAll(store, wanted, batch);
    }
    return batch.end(wanted.size(), "file");
  }

  private void find(String word, List<Wanted> wanted, Batch batch) throws IOException {
    var path = shell.path(word);
    if (URL.matcher(word).matches() && !Files.exists(path)) {
      wanted.add(foreign(word));
    } else if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    } else if (!Files.isDirectory(path)) {
      wanted.add(local(key.orElseGet(() -> CarFolder.key(path)), path, false));
    } else {
      var folder = CarFolder.walk(path);
      for (var file : folder.files()) {
        wanted.add(local(file.key(), file.path(), true));
      }
      folder.failures().forEach(e -> batch.failed(path.toString(), e));
      if (folder.files().isEmpty()) {
        shell.note("no " + CarFolder.ENDING + " file below " + path);
      }
    }
  }

  private Wanted local(String name, Path file, boolean found) throws IOException {
    var urls = new FileMountProvider(shell.repo());
    var mount = urls.uri(file.toAbsolutePath().normalize());
    return new Wanted(name, file.toString(), mount, Files.size(file), found);
  }

  private Wanted foreign(String word) {
    if (key.isEmpty()) {
      throw Failure.usage("--key: expected one for the URI " + word + ", got none");
    }
    try {
      return new Wanted(key.get(), word, new URI(word), 0, false);
    } catch (URISyntaxException e) {
      throw Failure.usage("expected a path or a URI, got '" + word + "': " + e.getReason());
    }
  }

  private void registerAll(Catalogue store, List<Wanted> wanted, Batch batch)
      throws IOException, InterruptedException {
    var registrations = new Registrations(store, lazy, shell.repository().node().isPresent());
    var resumed = registrations.resumed(wanted);
    resumed.ifPresent(shell::note);
    var all = resumed.isPresent() ? wanted.stream().map(Wanted::again).toList() : wanted;
    var total = wanted.stream().mapToLong(Wanted::size).sum();
    try (var progress = shell.progress("registering", total)) {
      registrations.run(all, new Told(progress, batch));
    }
  }

  /** Tells of each as soon as those before it are told of. */
  private final class Told implements Registrations.Heard {
    private final Progress progress;
    private final Batch batch;

    Told(Progress progress, Batch batch) {
      this.progress = progress;
      this.batch = batch;
    }

    @Override
    public void done(ShardInfo info) throws IOException {
      progress.advance(info.bytes(), info.blocks());
      progress.wipe();
      print(info);
    }

    @Override
    public void failed(Wanted file, Exception cause) throws IOException {
      progress.wipe();
      batch.failed(file.name(), cause);
      printFailed(file, cause);
    }
  }

  private void print(ShardInfo info) throws IOException {
    var out = shell.out();
    if (out.json()) {
      json(info.key().value(), info.state(), info.blocks(), info.bytes(), info.error());
    } else {
      out.line(ShardTable.line(info));
    }
    out.flush();
  }

  private void printFailed(Wanted file, Exception cause) throws IOException {
    if (shell.out().json()) {
      json(file.key(), ShardState.ERRORED, 0, 0, Optional.of(Ending.message(cause)));
      shell.out().flush();
    }
  }

  private void json(String shard, ShardState state, long blocks, long bytes, Optional<String> error)
      throws IOException {
    shell
        .out()
        .json(o ->
            o.text("key", shard)
                .text("state", state)
                .number("blocks", blocks)
                .number("bytes", bytes)
                .text("error", error));
  }
}
