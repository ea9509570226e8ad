package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarException;
import io.dagstore.core.car.CarFiles;
import io.dagstore.core.car.CarHeader;
import io.dagstore.core.car.CarInspection;
import io.dagstore.core.car.CarInspection.Lengths;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.IndexKind;
import io.dagstore.core.car.VerifiedScan;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code car inspect}: the facts of one file. */
@Command(
    name = "inspect",
    header = "Tell the facts of a CAR: version, roots, blocks, codecs, lengths, index.",
    footer = {"", "Example:", "  dagstore car inspect --full site.car"})
final class CarInspect implements Callable<Integer> {
  private final Shell shell;
  @Mixin private final CarArgument car = new CarArgument();

  @Option(names = "--full", description = "Check the hash of every block, too.")
  private boolean full;

  CarInspect(Shell shell) {
    this.shell = shell;
  }

  /** Where the data of a stream ended, which only its end tells. */
  private long streamed;

  @Override
  public Integer call() throws IOException {
    var facts = car.isStdin() && !full ? ofStream() : ofFile();
    if (shell.out().json()) {
      json(facts);
    } else {
      text(facts);
    }
    return Exit.DONE.code();
  }

  private CarInspection ofStream() throws IOException {
    try (var pass = car.scan(shell)) {
      var scanner = pass.scanner();
      var facts = CarFiles.inspect(scanner);
      streamed =
          facts.blocks() == 0
              ? facts.header().firstSection()
              : scanner.sectionOffset() + scanner.sectionLength();
      return facts;
    }
  }

  private CarInspection ofFile() throws IOException {
    try (var source = car.open(shell)) {
      if (full) {
        checkHashes(source);
      }
      return CarFiles.inspect(source, CarLimits.DEFAULT, car.zero());
    }
  }

  private void checkHashes(Source source) throws IOException {
    var bad = new ArrayList<CarException>();
    try (var hands = Hands.all();
        var progress = shell.progress("checking", source.size())) {
      VerifiedScan.run(
          source,
          CarLimits.DEFAULT,
          car.zero(),
          hands.work(),
          s -> progress.advance(s.sectionLength(), 1),
          bad::add);
    }
    if (!bad.isEmpty()) {
      throw bad.getFirst();
    }
  }

  private void json(CarInspection facts) throws IOException {
    var header = facts.header();
    shell
        .out()
        .json(o ->
            o.number("version", header.version())
                .texts("roots", header.roots())
                .number("data_offset", header.dataOffset())
                .number("data_bytes", dataBytes(header))
                .number("index_offset", header.indexOffset())
                .text("index_codec", indexName(facts))
                .number("blocks", facts.blocks())
                .counts("codecs", named(facts.codecs()))
                .counts("hashes", named(facts.hashes()))
                .object("block_bytes", l -> lengths(l, facts.blockBytes()))
                .object("cid_bytes", l -> lengths(l, facts.cidBytes()))
                .flag("root_present", facts.rootPresent()));
  }

  private long dataBytes(CarHeader header) {
    return header.dataSize() == CarHeader.UNKNOWN_SIZE ? streamed : header.dataSize();
  }

  private static void lengths(JsonLine object, Lengths lengths) {
    object.number("min", lengths.min()).number("mean", lengths.mean()).number("max", lengths.max());
  }

  private void text(CarInspection facts) throws IOException {
    var out = shell.out();
    var header = facts.header();
    out.line("Version: " + header.version());
    if (header.version() == 2) {
      out.line("Characteristics: " + (header.fullyIndexed() ? "8" : "0") + "0".repeat(31));
      out.line("Data offset: " + header.dataOffset());
      out.line("Data (payload) length: " + header.dataSize());
      out.line("Index offset: " + header.indexOffset());
      out.line("Index type: " + indexName(facts).orElse("none"));
    }
    roots(header.roots());
    out.line("Root blocks present in data: " + (facts.rootPresent() ? "Yes" : "No"));
    out.line("Block count: " + facts.blocks());
    out.line("Min / average / max block length (bytes): " + text(facts.blockBytes()));
    out.line("Min / average / max CID length (bytes): " + text(facts.cidBytes()));
    counts("Block count per codec:", named(facts.codecs()));
    counts("CID count per multihash:", named(facts.hashes()));
    if (!facts.indexFault().isEmpty()) {
      shell.note("dagstore: the index cannot be used: " + facts.indexFault());
    }
  }

  private void roots(List<Cid> roots) throws IOException {
    switch (roots.size()) {
      case 0 -> shell.out().line("Roots: (none)");
      case 1 -> shell.out().line("Roots: " + roots.getFirst());
      default -> {
        shell.out().line("Roots:");
        for (var root : roots) {
          shell.out().line("\t" + root);
        }
      }
    }
  }

  private void counts(String title, Map<String, Long> counts) throws IOException {
    shell.out().line(title);
    for (var entry : counts.entrySet()) {
      shell.out().line("\t" + entry.getKey() + ": " + entry.getValue());
    }
  }

  private static String text(Lengths lengths) {
    return lengths.min() + " / " + lengths.mean() + " / " + lengths.max();
  }

  private static Optional<String> indexName(CarInspection facts) {
    return facts.index() == IndexKind.NONE
        ? Optional.empty()
        : Optional.of(Multicodec.name(facts.index().code()));
  }

  private static SequencedMap<String, Long> named(Map<Long, Long> counts) {
    var named = new LinkedHashMap<String, Long>();
    counts.forEach((code, count) -> named.put(Multicodec.name(code), count));
    return named;
  }
}
