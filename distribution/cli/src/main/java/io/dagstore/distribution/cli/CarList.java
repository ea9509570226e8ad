package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarScanner;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code car list}: the blocks in the order of the file. */
@Command(
    name = "list",
    aliases = {"l", "ls"},
    header = "List the blocks of a CAR in the order of the file.",
    footer = {"", "Example:", "  dagstore car list --json site.car | head"})
final class CarList implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  @Option(
      names = {"-v", "--verbose"},
      description = "Codec and length beside each CID.")
  private boolean verbose;

  CarList(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var pass = car.scan(shell)) {
      var scanner = pass.scanner();
      while (scanner.next()) {
        print(scanner);
      }
    }
    return Exit.DONE.code();
  }

  private void print(CarScanner scanner) throws IOException {
    var out = shell.out();
    var cid = scanner.cid();
    if (out.json()) {
      out.json(o ->
          o.text("cid", cid)
              .number("section", scanner.sectionOffset())
              .number("offset", scanner.dataOffset())
              .number("length", scanner.dataLength()));
    } else if (verbose) {
      out.line(cid + "\t" + Multicodec.name(cid.codec()) + "\t" + scanner.dataLength());
    } else {
      out.line(cid.toString());
    }
  }
}
