package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.ExtractListener;
import io.dagstore.core.unixfs.ExtractReport;
import io.dagstore.core.unixfs.Resolved;
import io.dagstore.core.unixfs.UnixFsExtractor;
import io.dagstore.core.unixfs.UnixFsKind;
import io.dagstore.core.unixfs.UnixFsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: a file or directory onto the disk. */
@Command(
    name = "get",
    header = "Write a file or directory, verified, to disk.",
    description = {
      "",
      "The entries of a directory go into DIR itself, a file goes into DIR under the last name of"
          + " its path, or its CID."
    },
    footer = {"", "Example:", "  dagstore get bafybei.../images -o images"})
final class Get implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "The file or directory.")
  private DagPath place;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "The folder; default: the current one for a file, one of its name for a" + " directory.")
  private Optional<String> output = Optional.empty();

  Get(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell);
        var progress = shell.progress("writing", 0)) {
      var end = new UnixFsReader(store).resolve(place.root(), place.path());
      var cid = Nodes.whole(end, place);
      var log = new Log(progress);
      var folder = shell.path(output.isPresent() ? output.get() : folder(store, end));
      var report = new UnixFsExtractor(store, folder, log).extract(cid, end.name());
      progress.wipe();
      return ending(report, log);
    }
  }

  private static String folder(Catalogue store, Resolved end) throws IOException {
    var kind = new UnixFsReader(store).stat(end.cid()).kind();
    return kind == UnixFsKind.DIRECTORY ? end.name() : ".";
  }

  private int ending(ExtractReport report, Log log) throws IOException {
    if (shell.out().json()) {
      shell
          .out()
          .json(o ->
              o.number("files", report.files())
                  .number("directories", report.directories())
                  .number("symlinks", report.symlinks())
                  .number("bytes", report.bytes())
                  .number("missing", report.missing() + report.unknown()));
    } else {
      shell.note(Figures.count(report.files(), "file") + ", " + Figures.bytes(report.bytes()));
    }
    log.missing.forEach(shell::complain);
    return (log.missing.isEmpty() && report.isComplete() ? Exit.DONE : Exit.NO).code();
  }

  private static final class Log implements ExtractListener {
    private final Progress progress;
    private final List<String> missing = new ArrayList<>();

    Log(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void extracted(String path, UnixFsKind kind, long bytes) {
      progress.advance(bytes, 0);
    }

    @Override
    public void missing(String path, Cid cid) {
      missing.add(
          "block not found: " + cid + " of " + Printable.text(path) + ", which is left out");
    }

    @Override
    public void unknown(String path, Cid shard) {
      missing.add(
          "block not found: " + shard + ", a part of directory '" + Printable.text(path) + "'");
    }

    @Override
    public void skipped(String path, Cid cid) {
      missing.add("no file or folder: " + cid + " at " + Printable.text(path) + ", left out");
    }
  }
}
