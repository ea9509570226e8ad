package io.dagstore.distribution.cli;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardNote;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shard-info}: one shard, and what befell it. */
@Command(
    name = "shard-info",
    header = "Show one shard, and the last things that happened to it where it ever failed.",
    footer = {"", "Example:", "  dagstore shard-info photos/2024"})
final class ShardInfoCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "KEY", description = "The shard.")
  private String key;

  ShardInfoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var shardKey = Arguments.shardKey(key);
    try (var store = Repo.reading(shell)) {
      var shard =
          store.info(shardKey).orElseThrow(() -> new DagStoreException.UnknownShard(shardKey));
      print(shard, store.history(shardKey));
    }
    return Exit.DONE.code();
  }

  private void print(ShardInfo shard, List<ShardNote> history) throws IOException {
    var out = shell.out();
    if (out.json()) {
      out.json(o ->
          ShardTable.fields(o, shard)
              .flag("lazy", shard.lazy())
              .objects("history", history, ShardInfoCommand::fields));
      return;
    }
    out.line("key     " + shard.key());
    out.line("state   " + shard.state());
    out.line("mount   " + shard.mount());
    out.line("blocks  " + Figures.count(shard.blocks()) + ", " + Figures.bytes(shard.bytes()));
    if (shard.error().isPresent()) {
      out.line("error   " + Ending.oneLine(shard.error().get()));
    }
    for (var note : history) {
      out.line(line(note));
    }
  }

  private static String line(ShardNote note) {
    return note.time()
        + "  "
        + note.what()
        + note.retry().map(time -> "  again at " + time).orElse("")
        + (note.text().isEmpty() ? "" : "  " + Ending.oneLine(note.text()));
  }

  private static void fields(JsonLine line, ShardNote note) {
    line.text("time", note.time())
        .text("what", note.what())
        .text("retry", note.retry())
        .text("text", note.text());
  }
}
