package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardInfo;
import java.io.IOException;
import java.util.List;

/** Shards as the user sees them: one a line, as text or JSON. */
final class ShardTable {
  private ShardTable() {}

  /** The line of one shard, without columns. */
  static String line(ShardInfo shard) {
    return shard.key()
        + "  "
        + shard.state()
        + "  "
        + Figures.count(shard.blocks(), "block")
        + "  "
        + Figures.bytes(shard.bytes());
  }

  /** A shard that was just indexed; shown at once, because it is durable now. */
  static void printDone(Output out, ShardInfo shard) throws IOException {
    if (out.json()) {
      json(out, shard);
    } else {
      out.line(line(shard));
    }
    out.flush();
  }

  static void print(Output out, List<ShardInfo> shards) throws IOException {
    var width = shards.stream().mapToInt(s -> s.key().value().length()).max().orElse(0);
    for (var shard : shards) {
      if (out.json()) {
        json(out, shard);
      } else {
        out.line(row(out, shard, Math.min(width, 60)));
      }
    }
  }

  private static void json(Output out, ShardInfo shard) throws IOException {
    out.json(o -> fields(o, shard));
  }

  /** The shard's own fields. */
  static JsonLine fields(JsonLine line, ShardInfo shard) {
    return line.text("key", shard.key())
        .text("state", shard.state())
        .text("mount", shard.mount())
        .number("blocks", shard.blocks())
        .number("bytes", shard.bytes())
        .text("error", shard.error());
  }

  private static String row(Output out, ShardInfo shard, int width) {
    var state = pad(shard.state().toString(), 12);
    var painted =
        switch (shard.state()) {
          case AVAILABLE, SERVING -> out.green(state);
          case ERRORED -> out.red(state);
          default -> state;
        };
    return pad(shard.key().value(), width)
        + "  "
        + painted
        + "  "
        + left(Figures.count(shard.blocks()), 11)
        + "  "
        + left(Figures.bytes(shard.bytes()), 9)
        + "  "
        + shard.mount()
        + shard.error().map(e -> "  " + Ending.oneLine(e)).orElse("");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String left(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
