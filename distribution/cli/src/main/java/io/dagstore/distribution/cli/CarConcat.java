package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code car concat}: the sections of several CARs behind the header of the first. */
@Command(
    name = "concat",
    header = "Put the blocks of several CARs into one, under the roots of the first.",
    footer = {"", "Example:", "  dagstore car concat -o all.car one.car two.car"})
final class CarConcat implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "F.car",
      description = "The CAR to write; - is standard output.")
  private String output;

  @Option(
      names = "--version",
      paramLabel = "N",
      defaultValue = "1",
      description = "Version of the CAR to write, 1 or 2; default 1.")
  private int version;

  @Mixin private final ZeroOption zero = new ZeroOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The CARs, in this order.")
  private List<String> names;

  CarConcat(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    CarOutput.format(version);
    try (var hands = Hands.all();
        var out = CarOutput.open(shell, output, version, roots(names.getFirst()), hands.work())) {
      for (var name : names) {
        append(name, out.writer());
      }
      out.finish();
      shell.note(Figures.count(out.writer().blocks(), "block"));
    }
    return Exit.DONE.code();
  }

  private List<Cid> roots(String name) throws IOException {
    try (var source = FileSource.open(shell.path(name));
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, zero.meaning())) {
      return scanner.header().roots();
    }
  }

  private void append(String name, CarWriter out) throws IOException {
    try (var source = FileSource.open(shell.path(name));
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, zero.meaning())) {
      while (scanner.next()) {
        out.put(scanner.block());
      }
    }
  }
}
