package io.dagstore.distribution.cli;

import io.dagstore.core.api.StoreDetail;
import io.dagstore.core.api.StoreStat;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code stat}: what the store is made of, and how its reads go. */
@Command(
    name = "stat",
    header = "Show the sizes of the store's structures, and how its reads go.",
    description = {"", "Reads are counted since the store was opened: ask a node."},
    footer = {"", "Example:", "  dagstore stat"})
final class Stat implements Callable<Integer> {
  private final Shell shell;

  Stat(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var stat = store.stat();
      var detail = store.detail();
      if (shell.out().json()) {
        json(stat, detail);
      } else {
        print(stat, detail);
      }
    }
    return Exit.DONE.code();
  }

  private void print(StoreStat stat, StoreDetail detail) throws IOException {
    var out = shell.out();
    long shards = stat.shards().values().stream().mapToLong(Long::longValue).sum();
    var inverted = detail.inverted();
    var reads = detail.reads();
    out.line("shards    " + Figures.count(shards) + ", " + stat.openShards() + " open");
    out.line("blocks    " + Figures.count(stat.blocks()) + ", " + Figures.bytes(stat.bytes()));
    out.line("records   " + size(shards, "shard", detail.recordBytes()));
    out.line("indices   " + size(stat.blocks(), "block", detail.indexBytes()));
    out.line("inverted  " + size(inverted.entries(), "entry", inverted.bytes()));
    for (var one : inverted.details().entrySet()) {
      out.line("          " + one.getKey() + " " + Figures.count(one.getValue()));
    }
    out.line("reads     " + share(reads.guessed(), reads.looked(), "guessed"));
    out.line("hashes    " + share(reads.trusted(), reads.hashed(), "known before"));
    out.line("suspects  " + reads.suspects());
  }

  private static String size(long count, String noun, long bytes) {
    var each =
        count == 0
            ? ""
            : String.format(Locale.ROOT, ", %.1f B for each %s", (double) bytes / count, noun);
    return Figures.count(count) + " of " + Figures.bytes(bytes) + each;
  }

  private static String share(long hits, long misses, String what) {
    long all = hits + misses;
    var percent =
        all == 0 ? "" : String.format(Locale.ROOT, ", %.1f %% ", 100.0 * hits / all) + what;
    return Figures.count(all) + percent;
  }

  private void json(StoreStat stat, StoreDetail detail) throws IOException {
    var open = detail.openIndices();
    var inverted = detail.inverted();
    var reads = detail.reads();
    shell
        .out()
        .json(o ->
            o.object("shards", s -> stat.shards().forEach((k, v) -> s.number(k.toString(), v)))
                .number("open_shards", stat.openShards())
                .number("blocks", stat.blocks())
                .number("bytes", stat.bytes())
                .number("record_bytes", detail.recordBytes())
                .number("index_bytes", detail.indexBytes())
                .number("open_index_entries", open.entries())
                .number("open_index_bytes", open.bytes())
                .number("inverted_shards", inverted.shards())
                .number("inverted_entries", inverted.entries())
                .number("inverted_bytes", inverted.bytes())
                .counts("inverted", inverted.details())
                .number("guessed", reads.guessed())
                .number("looked", reads.looked())
                .number("trusted", reads.trusted())
                .number("hashed", reads.hashed())
                .number("suspects", reads.suspects()));
  }
}
