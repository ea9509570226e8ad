package io.dagstore.distribution.cli;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.unixfs.DagScope;
import io.dagstore.core.unixfs.DagWalk;
import io.dagstore.core.unixfs.WalkOptions;
import io.dagstore.core.unixfs.WalkSummary;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: a DAG as a CARv1. */
@Command(
    name = "export",
    header = "Write a DAG, or a part of it, to a CARv1: depth first, no block twice.",
    footer = {"", "Example:", "  dagstore export bafybei... -o site.car"})
final class Export implements Callable<Integer> {
  private static final long READ_AHEAD = 16 << 20;

  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "Where the DAG begins.")
  private DagPath place;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "F.car",
      description = "The CAR to write; - is standard output.")
  private String output;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "all",
      description = {
        "What is written below the end of the path: block, that block alone; entity, a whole file"
            + " or the blocks of a directory without its entries; all, everything (default)."
      })
  private DagScope scope;

  Export(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    WalkSummary done;
    try (var store = Repo.reading(shell);
        var progress = shell.progress("exporting", 0);
        var car = CarOutput.stream(shell, output, List.of(place.root()))) {
      var options =
          WalkOptions.ALL.withPath(place.path()).withScope(scope).withReadAhead(READ_AHEAD);
      var walk = new DagWalk(store, options);
      done =
          walk.walk(
              place.root(),
              (Block block) -> {
                car.writer().put(block);
                progress.advance(block.size(), 1);
              });
      car.finish();
    }
    report(done);
    return Exit.DONE.code();
  }

  private void report(WalkSummary done) throws IOException {
    if (shell.out().json() && !output.equals(Destination.STDOUT)) {
      shell.out().json(o -> o.number("blocks", done.blocks()).number("bytes", done.bytes()));
    } else {
      shell.note(Figures.count(done.blocks(), "block") + ", " + Figures.bytes(done.bytes()));
    }
  }
}
