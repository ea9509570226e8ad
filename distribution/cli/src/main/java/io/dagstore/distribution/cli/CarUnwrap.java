package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarLimits;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code car unwrap}: the CARv1 inside a CARv2. */
@Command(
    name = "unwrap",
    header = "Take the CARv1 out of a CARv2; a CARv1 is copied.",
    footer = {"", "Example:", "  dagstore car unwrap site-v2.car site.car"})
final class CarUnwrap implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final InOut files = new InOut();

  CarUnwrap(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    CarFiles.unwrap(files.in(shell), files.out(shell), CarLimits.DEFAULT);
    return Exit.DONE.code();
  }
}
