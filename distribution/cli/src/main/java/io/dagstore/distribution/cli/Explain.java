package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.Explanation.Step;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.MissingBlockException;
import io.dagstore.core.unixfs.UnixFsReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: why a block is served or not. */
@Command(
    name = "explain",
    header = "Tell step by step why a block is served or not, and what to do.",
    description = {
      "",
      "With a path each block on the way is explained, up to the first that is not served."
    },
    footer = {"", "Example:", "  dagstore explain bafybei.../logs/today.txt"})
final class Explain implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "The block.")
  private DagPath place;

  Explain(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var way = new Way(store);
      try {
        var end = new UnixFsReader(way).resolve(place.root(), place.path());
        if (end.within().isEmpty() && !way.explain(end.cid()).served()) {
          return way.exit().code();
        }
        return Exit.DONE.code();
      } catch (MissingBlockException e) {
        return way.exit().code();
      }
    }
  }

  private void print(Explanation why) throws IOException {
    for (var step : why.steps()) {
      if (shell.out().json()) {
        json(why.cid(), step);
      } else {
        shell.out().line(line(step));
      }
    }
    if (shell.out().json()) {
      shell.out().json(o -> o.text("cid", why.cid()).flag("served", why.served()));
    } else {
      shell.out().line(shell.out().bold(why.cid() + (why.served() ? " served" : " not served")));
    }
  }

  private String line(Step step) {
    var out = shell.out();
    var name = String.format(Locale.ROOT, "%-8s", step.outcome());
    return (step.outcome() == Outcome.OK ? out.green(name) : out.red(name))
        + step.check().id()
        + step.shard().map(key -> " of " + key).orElse("")
        + ": "
        + Ending.oneLine(step.found() + step.remedy().map(what -> "; " + what).orElse(""));
  }

  private void json(Cid cid, Step step) throws IOException {
    shell
        .out()
        .json(o ->
            o.text("cid", cid)
                .text("check", step.check().id())
                .text("key", step.shard())
                .text("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
                .text("found", step.found())
                .text("remedy", step.remedy()));
  }

  /** Explains each block before it gives it; one that is not served ends the way. */
  private final class Way implements Blockstore {
    private final Catalogue store;
    private Outcome worst = Outcome.OK;

    Way(Catalogue store) {
      this.store = store;
    }

    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      return explain(cid).served() ? store.get(cid) : Optional.empty();
    }

    Explanation explain(Cid cid) throws IOException {
      var why = store.explain(cid);
      print(why);
      worst = why.worst();
      return why;
    }

    Exit exit() {
      return switch (worst) {
        case OK, NO -> Exit.NO;
        case FAILED -> Exit.WORLD;
        case CORRUPT -> Exit.CORRUPT;
      };
    }
  }
}
