package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarBlockstore;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.ExtractListener;
import io.dagstore.core.unixfs.UnixFsExtractor;
import io.dagstore.core.unixfs.UnixFsKind;
import io.dagstore.core.unixfs.UnixFsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code car extract}: the files of a CAR onto the disk. */
@Command(
    name = "extract",
    aliases = "x",
    header = "Write the files and folders in a CAR to disk.",
    description = {
      "",
      "What a partial CAR lacks is reported and left out. Names that would leave the folder are"
          + " refused."
    },
    footer = {"", "Example:", "  dagstore car extract site.car -o site/"})
final class CarExtract implements Callable<Integer> {
  /** What a root that is a file is called, because a CAR has no name for it. */
  private static final String NAMELESS = "unknown";

  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder to write to, default the current one; - writes a single file out.")
  private String output;

  @Option(
      names = {"-v", "--verbose"},
      description = "Name each file.")
  private boolean verbose;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = "Only what lies at these paths below the root.")
  private List<String> paths = List.of();

  CarExtract(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var file = CarBlockstore.open(car.open(shell), CarLimits.DEFAULT, car.zero())) {
      var blocks = Checked.of(file, car.name());
      if (file.roots().isEmpty()) {
        throw Failure.no("no files extracted: the CAR " + car.name() + " has no roots");
      }
      return output.equals(Destination.STDOUT)
          ? print(blocks, file.roots())
          : extract(blocks, file.roots());
    }
  }

  private int extract(Blockstore blocks, List<Cid> roots) throws IOException {
    var log = new Log(new ArrayList<>());
    var extractor = new UnixFsExtractor(blocks, shell.path(output), log);
    long files = 0;
    long unknown = 0;
    boolean complete = true;
    for (var root : roots) {
      var report =
          paths.isEmpty() ? extractor.extract(root, NAMELESS) : extractor.extractPaths(root, paths);
      files += report.files() + report.symlinks();
      unknown += report.unknown();
      complete &= report.isComplete();
    }
    log.missing()
        .forEach(path -> shell.note("data for entry not found: " + path + " (skipping...)"));
    if (unknown > 0) {
      shell.note(
          "data for entry not found for " + unknown + " unknown sharded entries (skipped...)");
    }
    // Folders alone are an answer only where nothing else was to be found.
    if (files == 0 && !complete) {
      throw Failure.no("no files extracted");
    }
    shell.note("extracted " + files + " file(s)");
    return Exit.DONE.code();
  }

  private int print(Blockstore blocks, List<Cid> roots) throws IOException {
    if (roots.size() > 1 || paths.size() > 1) {
      throw Failure.usage("standard output takes one file: expected one root and one PATH");
    }
    var reader = new UnixFsReader(blocks);
    var path = paths.isEmpty() ? "" : paths.getFirst();
    try (var in = reader.open(reader.resolve(roots.getFirst(), path).cid())) {
      in.transferTo(shell.out().bytes());
    }
    return Exit.DONE.code();
  }

  private final class Log implements ExtractListener {
    private final List<String> missing;

    Log(List<String> missing) {
      this.missing = missing;
    }

    List<String> missing() {
      return missing;
    }

    @Override
    public void extracted(String path, UnixFsKind kind, long bytes) {
      if (verbose && kind != UnixFsKind.DIRECTORY) {
        shell.note(path);
      }
    }

    @Override
    public void missing(String path, Cid cid) {
      missing.add(path);
    }

    @Override
    public void skipped(String path, Cid cid) {
      shell.note("no file or folder: " + path + " (" + cid + ", skipping...)");
    }
  }
}
