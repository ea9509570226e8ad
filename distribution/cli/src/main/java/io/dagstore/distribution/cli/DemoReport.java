package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.PackOptions.Hidden;
import io.dagstore.core.unixfs.UnixFsProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the demo prints: a line for each CAR and step, or the same as JSON lines. */
final class DemoReport {
  static final UnixFsProfile PROFILE = UnixFsProfile.V1_2025;
  private static final int NAMES = 24;
  private static final int MOST_FAULTS = 20;

  private final Shell shell;
  private final Output out;
  private final long start;
  private long shards;
  private long blocks;
  private long bytes;
  private long verified;
  private long missing;

  DemoReport(Shell shell) {
    this.shell = shell;
    this.out = shell.out();
    this.start = shell.console().nanos().getAsLong();
  }

  /** Packs a folder into a CAR of its name in another folder. */
  static Demo.Car pack(Path path, Path folder, Shell shell)
      throws IOException, InterruptedException {
    var real = path.toRealPath().getFileName();
    var name = real == null ? "root" : real.toString();
    var file = folder.resolve(name + ".car");
    try (var hands = Hands.all();
        var progress = shell.progress("packing", 0);
        var car =
            CarWriter.create(
                file, CarFormat.V2, List.of(Packing.placeholder(PROFILE)), hands.work())) {
      var packing = new Packing(car, PROFILE, hands, progress);
      car.roots(List.of(packing.tree(path, Hidden.PACK).cid()));
      car.finish();
    }
    return Demo.Car.of(name, file);
  }

  void title() throws IOException {
    if (!out.json()) {
      out.line(out.bold("Dagstore: from CAR files to any block, directory or file"));
    }
  }

  void heading(String text) throws IOException {
    if (!out.json()) {
      out.line("");
      out.line(out.bold(text));
      out.flush();
    }
  }

  void packed(Demo.Car car, double seconds) throws IOException {
    row("pack", car.key(), 0, car.size(), seconds, "");
  }

  void registered(Demo.Car car, Tour.Step step) throws IOException {
    shards++;
    blocks += step.count();
    bytes += step.bytes();
    row("register", car.key(), step.count(), step.bytes(), step.seconds(), "");
  }

  void found(Demo.Car car, Tour.Step step) throws IOException {
    var each = step.count() == 0 ? 0 : step.seconds() / step.count();
    row("find", car.key(), step.count(), 0, step.seconds(), Figures.seconds(each) + " each");
  }

  void read(Demo.Car car, Tour.Step step) throws IOException {
    verified += step.count();
    row(
        "read",
        car.key(),
        step.count(),
        step.bytes(),
        step.seconds(),
        Figures.rate(step.bytes(), step.seconds()));
  }

  void followed(Demo.Car car, List<Cid> roots, Tour.Links links) throws IOException {
    missing += links.missing();
    if (out.json()) {
      out.json(o ->
          o.text("step", "follow")
              .text("key", car.key())
              .texts("roots", roots)
              .number("blocks", links.blocks())
              .number("missing", links.missing())
              .decimal("seconds", links.seconds()));
      return;
    }
    var absent =
        links.missing() == 0
            ? "complete"
            : Figures.count(links.missing(), "linked block") + " in no CAR";
    var root = roots.isEmpty() ? "no root" : "root " + roots.getFirst();
    out.line(name(car.key()) + count(links.blocks()) + "  " + absent + ", " + root);
  }

  private void row(String step, String key, long count, long size, double seconds, String note)
      throws IOException {
    if (out.json()) {
      out.json(o ->
          o.text("step", step)
              .text("key", key)
              .number("blocks", count)
              .number("bytes", size)
              .decimal("seconds", seconds));
      return;
    }
    var blocksText = count == 0 ? " ".repeat(count(0).length()) : count(count);
    var sizeText = size == 0 ? "" : Figures.bytes(size);
    out.line(
        (name(key)
                + blocksText
                + right(sizeText, 11)
                + right(Figures.seconds(seconds), 9)
                + "   "
                + note)
            .stripTrailing());
    out.flush();
  }

  /** The last lines: how it went, and what to try next. */
  Exit end(List<String> faults) throws IOException {
    var seconds = (shell.console().nanos().getAsLong() - start) / 1e9;
    faults.stream().limit(MOST_FAULTS).forEach(shell::complain);
    if (out.json()) {
      out.json(o ->
          o.text("step", "end")
              .number("shards", shards)
              .number("blocks", blocks)
              .number("bytes", bytes)
              .number("verified", verified)
              .number("faults", faults.size())
              .number("missing", missing)
              .decimal("seconds", seconds));
    } else {
      summary(faults.size(), seconds);
    }
    return faults.isEmpty() ? Exit.DONE : Exit.CORRUPT;
  }

  private void summary(int faults, double seconds) throws IOException {
    out.line("");
    out.line(
        (faults == 0 ? out.green("All verified: ") : out.red(faults + " did not verify: "))
            + Figures.count(verified)
            + " of "
            + Figures.count(blocks, "block")
            + ", "
            + Figures.bytes(bytes)
            + " in "
            + Figures.count(shards, "CAR")
            + ", "
            + Figures.seconds(seconds)
            + " in all.");
    if (missing > 0) {
      out.line(Figures.count(missing, "linked block") + " in no CAR: these are partial DAGs.");
    }
    out.line("");
    out.line(out.bold("Try next"));
    var self = "  " + System.getProperty("dagstore.self", "./dagstore");
    out.line(self + " car create -o docs.car docs    pack a folder, see its root CID");
    out.line(self + " register-shard docs.car        take a CAR, or a folder of them");
    out.line(self + " list-shards                    see what the repository holds");
  }

  private static String name(String key) {
    var shown = key.length() > NAMES ? "…" + key.substring(key.length() - NAMES + 1) : key;
    return "  " + shown + " ".repeat(NAMES - shown.length());
  }

  private static String count(long count) {
    return right(Figures.count(count), 10) + (count == 1 ? " block " : " blocks");
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
