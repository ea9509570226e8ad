package io.dagstore.distribution.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code car root}: the roots in the header, one a line. */
@Command(
    name = "root",
    header = "Print the root CIDs, one a line.",
    footer = {"", "Example:", "  dagstore car root site.car"})
final class CarRoot implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  CarRoot(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var out = shell.out();
    try (var pass = car.scan(shell)) {
      for (var root : pass.scanner().header().roots()) {
        if (out.json()) {
          out.json(o -> o.text("cid", root));
        } else {
          out.line(root.toString());
        }
      }
    }
    return Exit.DONE.code();
  }
}
