package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarFiles.Means;
import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.IndexKind;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code car index}: a CAR with a fresh index, or with {@code create} the index alone. */
@Command(
    name = "index",
    aliases = "i",
    header = "Write a CAR as CARv2 with a fresh index, or 'create' an index file of its own.",
    footer = {
      "",
      "The index of IN OUT holds identity CIDs too, that of 'create' leaves them out.",
      "",
      "Example:",
      "  dagstore car index site.car indexed.car",
      "  dagstore car index create site.car site.idx"
    })
final class CarIndexCommand implements Callable<Integer> {
  private static final String CREATE = "create";

  private final Shell shell;

  @Parameters(
      arity = "2..3",
      paramLabel = "[create] IN OUT",
      hideParamSyntax = true,
      description = "The CAR to read and the file to write; - is standard input.")
  private List<String> words;

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      converter = IndexCodec.class,
      defaultValue = "car-multihash-index-sorted",
      description = "car-multihash-index-sorted (default), car-index-sorted or none.")
  private IndexKind codec;

  @Option(
      names = "--version",
      paramLabel = "N",
      defaultValue = "2",
      description = "2 (default), or 1 for the plain CARv1 without index.")
  private int version;

  @Mixin private final ZeroOption zero = new ZeroOption();

  CarIndexCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var alone = words.size() == 3;
    if (alone && !words.getFirst().equals(CREATE)) {
      throw Failure.usage("expected IN OUT or create IN OUT, got " + String.join(" ", words));
    }
    if (version != 1 && version != 2) {
      throw Failure.usage("CAR version: expected 1 or 2, got " + version);
    }
    var in = CarArgument.file(shell, words.get(words.size() - 2));
    var out = shell.path(words.getLast());
    try (var hands = Hands.all()) {
      var means = new Means(CarLimits.DEFAULT, zero.meaning(), hands.work());
      if (alone) {
        try (var source = FileSource.open(in)) {
          CarFiles.writeIndex(source, out, codec, false, means);
        }
      } else if (version == 1) {
        CarFiles.unwrap(in, out, CarLimits.DEFAULT);
      } else {
        CarFiles.wrap(in, out, CarFormat.V2.withIndex(codec).withIdentities(), means);
      }
    }
    return Exit.DONE.code();
  }
}
