package io.dagstore.distribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code serve}, as help and completion show it; the launcher of the distribution runs it. */
@Command(
    name = "serve",
    header = "Run a node for each repository, all in one process, until it is told to stop.",
    description = {
      "",
      "--repo may be given several times. With --read-only it reads beside the process that writes,"
          + " if the index engine is chronicle, and changes nothing."
    },
    footer = {"", "Example:", "  dagstore serve --repo /srv/hot --repo /srv/cold"})
final class Serve implements Callable<Integer> {
  @Parameters(arity = "0..*", hidden = true)
  @SuppressWarnings("unused") // whatever stands there, the answer is the same
  private List<String> rest = List.of();

  Serve(Shell shell) {}

  @Override
  public Integer call() {
    throw Failure.usage(
        "serve: expected to be run by bin/dagstore of the distribution, got run"
            + " without its launcher");
  }
}
