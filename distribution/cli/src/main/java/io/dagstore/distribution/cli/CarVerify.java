package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarException;
import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarFiles.Means;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarVerification;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code car verify}: roots, every hash, and the index if there is one. */
@Command(
    name = "verify",
    aliases = "v",
    header = "Check a CAR: its roots are blocks, every hash holds, the index finds every block.",
    footer = {"", "Example:", "  dagstore car verify site.car"})
final class CarVerify implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  CarVerify(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var start = shell.console().nanos().getAsLong();
    CarVerification found;
    try (var hands = Hands.all();
        var source = car.open(shell)) {
      found = CarFiles.verify(source, new Means(CarLimits.DEFAULT, car.zero(), hands.work()));
    }
    for (CarException problem : found.problems()) {
      shell.complain(Ending.oneLine(String.valueOf(problem.getMessage())));
    }
    report(found, (shell.console().nanos().getAsLong() - start) / 1e9);
    return (found.sound() ? Exit.DONE : Exit.CORRUPT).code();
  }

  private void report(CarVerification found, double seconds) throws IOException {
    var out = shell.out();
    if (out.json()) {
      out.json(o ->
          o.flag("sound", found.sound())
              .number("blocks", found.blocks())
              .number("bytes", found.bytes())
              .number("unverifiable", found.unverifiable())
              .number("problems", found.problemCount()));
      return;
    }
    if (found.unverifiable() > 0) {
      shell.note(
          Figures.count(found.unverifiable(), "block")
              + " could not be checked: their hash function is not known here");
    }
    out.line(
        (found.sound() ? out.green("sound") : out.red("corrupt"))
            + ": "
            + Figures.count(found.blocks(), "block")
            + ", "
            + Figures.bytes(found.bytes())
            + (found.sound() ? "" : ", " + Figures.count(found.problemCount(), "problem"))
            + " ("
            + Figures.rate(found.bytes(), seconds)
            + ")");
  }
}
