package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarBlockstore;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code car get-block}: the bytes of one block. */
@Command(
    name = "get-block",
    aliases = "gb",
    header = "Write the bytes of one block to standard output or a file.",
    footer = {"", "Example:", "  dagstore car get-block site.car bafkrei... > block.bin"})
final class CarGetBlock implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  @Parameters(index = "1", paramLabel = "CID", description = "The block.")
  private Cid cid;

  @Parameters(
      index = "2",
      paramLabel = "OUT",
      arity = "0..1",
      description = "The file to write; default standard output.")
  private Optional<String> out = Optional.empty();

  CarGetBlock(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var blocks = CarBlockstore.open(car.open(shell), CarLimits.DEFAULT, car.zero())) {
      var block =
          Checked.of(blocks, car.name())
              .get(cid)
              .orElseThrow(() -> Failure.no("block not found in " + car.name() + ": " + cid));
      try (var target = Destination.open(shell, out.orElse(Destination.STDOUT))) {
        target.stream().write(block.data());
        target.commit();
      }
    }
    return Exit.DONE.code();
  }
}
