package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarAppender;
import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarFiles.Means;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code car filter}: the blocks of a list of CIDs, or all others. */
@Command(
    name = "filter",
    aliases = "f",
    header = "Copy the blocks whose CIDs are listed, one a line, on standard input or in a file.",
    footer = {
      "",
      "Example:",
      "  dagstore car list big.car | head | dagstore car filter big.car s.car"
    })
final class CarFilter implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final InOut files = new InOut();

  @Option(
      names = "--cid-file",
      paramLabel = "F",
      description = "Where the CIDs are listed; default standard input.")
  private Optional<String> list = Optional.empty();

  @Option(names = "--append", description = "Add to the CAR that is there.")
  private boolean append;

  @Option(names = "--inverse", description = "Copy the blocks that are not listed.")
  private boolean inverse;

  @Mixin private final VersionOption version = new VersionOption();
  @Mixin private final ZeroOption zero = new ZeroOption();

  CarFilter(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var listed = cids();
    shell.note((inverse ? "filtering out " : "filtering to ") + listed.size() + " cids");
    Predicate<Cid> keep = inverse ? cid -> !listed.contains(cid) : listed::contains;
    var in = files.in(shell);
    var out = files.out(shell);
    if (append && Files.exists(out)) {
      append(in, out, keep);
    } else {
      try (var hands = Hands.all()) {
        var means = new Means(CarLimits.DEFAULT, zero.meaning(), hands.work());
        CarFiles.filter(in, out, CarOutput.format(version.number()), keep, means);
      }
    }
    if (roots(out).isEmpty()) {
      shell.note("warning: no roots defined after filtering");
    }
    return Exit.DONE.code();
  }

  private void append(Path in, Path out, Predicate<Cid> keep) throws IOException {
    int version;
    List<Cid> roots;
    try (var source = FileSource.open(out);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, zero.meaning())) {
      version = scanner.header().version();
      roots = scanner.header().roots();
    }
    try (var source = FileSource.open(in);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, zero.meaning());
        var car = CarAppender.open(out, CarOutput.format(version), roots, CarLimits.DEFAULT)) {
      while (scanner.next()) {
        if (keep.test(scanner.cid())) {
          car.put(scanner.block());
        }
      }
      car.finish();
    }
  }

  private List<Cid> roots(Path car) throws IOException {
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, zero.meaning())) {
      return scanner.header().roots();
    }
  }

  private Set<Cid> cids() throws IOException {
    if (list.isEmpty()) {
      return cids(new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)));
    }
    try (var reader = Files.newBufferedReader(shell.path(list.get()))) {
      return cids(reader);
    }
  }

  private Set<Cid> cids(BufferedReader lines) throws IOException {
    var cids = new HashSet<Cid>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var word = line.strip();
      if (!word.isEmpty() && !cids.add(Arguments.cid(word))) {
        shell.note("duplicate cid: " + word);
      }
    }
    return cids;
  }
}
