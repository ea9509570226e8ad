package io.dagstore.distribution.cli;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardState;
import io.dagstore.mounts.file.CarFolder;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
          + " .car. A file that cannot be taken is reported at the end, the others are taken."
    },
    footer = {"", "Example:", "  dagstore register-shard ~/cars"})
final class RegisterShard implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--key", paramLabel = "K", description = "The key, where PATH is one file.")
  private Optional<String> key = Optional.empty();

  @Option(names = "--lazy", description = "Index at the first use, not now.")
  private boolean lazy;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "CAR files and folders.")
  private List<String> paths;

  /** A CAR to be taken; one that a walk found may be there already. */
  private record Wanted(String key, Path file, boolean found) {}

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
      batch.attempt(path, () -> find(shell.path(path), wanted, batch));
    }
    try (var store = Repo.writing(shell)) {
      registerAll(store, wanted, batch);
    }
    return batch.end(wanted.size(), "file");
  }

  private void find(Path path, List<Wanted> wanted, Batch batch) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path)) {
      wanted.add(new Wanted(key.orElseGet(() -> CarFolder.key(path)), path, false));
      return;
    }
    var folder = CarFolder.walk(path);
    folder.files().forEach(file -> wanted.add(new Wanted(file.key(), file.path(), true)));
    folder.failures().forEach(e -> batch.failed(path.toString(), e));
    if (folder.files().isEmpty()) {
      shell.note("no " + CarFolder.ENDING + " file below " + path);
    }
  }

  private void registerAll(DagStore store, List<Wanted> wanted, Batch batch)
      throws IOException, InterruptedException {
    var urls = new FileMountProvider(shell.repo());
    try (var progress = shell.progress("registering", total(wanted))) {
      for (var file : wanted) {
        try {
          var info = register(store, urls.uri(file.file().toAbsolutePath().normalize()), file);
          progress.advance(info.bytes(), info.blocks());
          progress.wipe();
          print(info);
        } catch (ClosedPipeException e) {
          throw e;
        } catch (IOException | RuntimeException e) {
          progress.wipe();
          batch.failed(file.file().toString(), e);
          printFailed(file, e);
        }
      }
    }
  }

  private ShardInfo register(DagStore store, URI mount, Wanted file)
      throws IOException, InterruptedException {
    var shard = Arguments.shardKey(file.key());
    var there = store.info(shard).filter(info -> info.mount().equals(mount));
    // What a killed command left unfinished is finished by the same command.
    if (there.isPresent() && !lazy && !there.get().state().readable()) {
      return store.initialize(shard);
    }
    // A folder is walked again after CARs were added to it: what is there already is fine.
    if (there.isPresent() && file.found()) {
      return there.get();
    }
    return store.register(shard, mount, lazy ? RegisterOptions.LAZY : RegisterOptions.EAGER);
  }

  private static long total(List<Wanted> wanted) throws IOException {
    var total = 0L;
    for (var file : wanted) {
      total += Files.size(file.file());
    }
    return total;
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
