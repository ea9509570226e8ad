package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarIndex;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code car detach-index}: the index of a CARv2 as a file, or the entries of such a file. */
@Command(
    name = "detach-index",
    header = "Copy the index out of a CARv2; 'list' prints the entries of such an index file.",
    footer = {
      "",
      "Example:",
      "  dagstore car detach-index site-v2.car site.idx",
      "  dagstore car detach-index list site.idx"
    })
final class CarDetachIndex implements Callable<Integer> {
  private static final String LIST = "list";

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "The CARv2 to read, or the word list; - is standard input.")
  private String in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The index file to write, or after 'list' to read.")
  private String out;

  CarDetachIndex(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (in.equals(LIST)) {
      list();
      return Exit.DONE.code();
    }
    try (var source = FileSource.open(CarArgument.file(shell, in));
        var file = shell.scratch().track(AtomicFile.create(shell.path(out)))) {
      CarFiles.detachIndex(source, CarLimits.DEFAULT, file.channel());
      file.commit();
    }
    return Exit.DONE.code();
  }

  private void list() throws IOException {
    try (var source = FileSource.open(CarArgument.file(shell, out))) {
      CarIndex.read(source, 0, source.size()).forEach(this::entry);
    }
  }

  private void entry(long hashFunction, byte[] digest, long offset) throws IOException {
    // An index without hash functions (0x0400) names none; then the digest alone is what is known.
    var multihash = hashFunction < 0 ? digest : Multihash.of(hashFunction, digest).toBytes();
    var hex = HexFormat.of().formatHex(multihash);
    if (shell.out().json()) {
      shell.out().json(o -> o.text("multihash", hex).number("offset", offset));
    } else {
      shell.out().line(hex + " " + offset);
    }
  }
}
