package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarBlockstore;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.DagWalk;
import io.dagstore.core.unixfs.MissingBlocks;
import io.dagstore.core.unixfs.WalkOptions;
import io.dagstore.core.unixfs.WalkSummary;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code car get-dag}: one DAG of a CAR as a CAR of its own. */
@Command(
    name = "get-dag",
    aliases = "gd",
    header = "Copy everything below a root into a CAR of its own, depth first.",
    footer = {"", "Example:", "  dagstore car get-dag site.car bafybei... images.car"})
final class CarGetDag implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  @Parameters(
      index = "1..*",
      arity = "1..2",
      paramLabel = "[ROOT] OUT",
      hideParamSyntax = true,
      description =
          "Where to begin, default the CAR's own root; the CAR to write, - is standard"
              + " output.")
  private List<String> words;

  @Option(names = "--strict", description = "End at a link to a block that the CAR does not have.")
  private boolean strict;

  @Mixin private final VersionOption version = new VersionOption();

  CarGetDag(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (words.size() > 2) {
      throw Failure.usage("expected FILE [ROOT] OUT, got " + (words.size() + 1) + " words");
    }
    try (var hands = Hands.all();
        var file = CarBlockstore.open(car.open(shell), CarLimits.DEFAULT, car.zero())) {
      var root = words.size() == 2 ? Arguments.cid(words.getFirst()) : only(file.roots());
      var missing = strict ? MissingBlocks.FAIL : MissingBlocks.SKIP;
      var walk = new DagWalk(Checked.of(file, car.name()), WalkOptions.ALL.withMissing(missing));
      try (var out =
          CarOutput.open(shell, words.getLast(), version.number(), List.of(root), hands.work())) {
        if (!file.has(root)) {
          throw Failure.no("block not found in " + car.name() + ": " + root);
        }
        var done = walk.walk(root, out.writer());
        out.finish();
        report(done);
      }
    }
    return Exit.DONE.code();
  }

  private Cid only(List<Cid> roots) {
    if (roots.size() != 1) {
      throw Failure.usage(
          "the CAR " + car.name() + " has " + roots.size() + " roots: expected ROOT to be named");
    }
    return roots.getFirst();
  }

  private void report(WalkSummary done) {
    shell.note(Figures.count(done.blocks(), "block") + ", " + Figures.bytes(done.bytes()));
    if (done.missing() > 0) {
      shell.note(Figures.count(done.missing(), "link") + " to absent blocks left out");
    }
  }
}
