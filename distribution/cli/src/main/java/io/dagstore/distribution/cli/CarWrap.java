package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarFiles.Means;
import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarLimits;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code car wrap}: a CARv1 into an indexed CARv2. */
@Command(
    name = "wrap",
    header = "Wrap a CARv1 in a CARv2 with an index.",
    footer = {"", "Example:", "  dagstore car wrap site.car site-v2.car"})
final class CarWrap implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final InOut files = new InOut();
  @Mixin private final ZeroOption zero = new ZeroOption();

  @Option(
      names = "--data-padding",
      paramLabel = "BYTES",
      description = "Zero bytes before the data; default 0.")
  private long dataPadding;

  @Option(
      names = "--index-padding",
      paramLabel = "BYTES",
      description = "Zero bytes before the index; default 0.")
  private long indexPadding;

  CarWrap(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (dataPadding < 0 || indexPadding < 0) {
      throw Failure.usage("padding: expected 0 or more bytes, got less");
    }
    try (var hands = Hands.all()) {
      CarFiles.wrap(
          files.in(shell),
          files.out(shell),
          CarFormat.V2.withPadding(dataPadding, indexPadding),
          new Means(CarLimits.DEFAULT, zero.meaning(), hands.work()));
    }
    return Exit.DONE.code();
  }
}
