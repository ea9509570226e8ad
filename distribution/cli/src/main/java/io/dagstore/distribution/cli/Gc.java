package io.dagstore.distribution.cli;

import io.dagstore.core.api.Collected;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gc}: removes what no shard owns any more. */
@Command(
    name = "gc",
    header = "Remove what no shard owns any more, such as what killed processes left.",
    footer = {"", "Example:", "  dagstore gc"})
final class Gc implements Callable<Integer> {
  private final Shell shell;

  Gc(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var store = Repo.writing(shell)) {
      var collected = store.gc().stream().sorted(Comparator.comparing(Collected::key)).toList();
      for (var one : collected) {
        print(one);
      }
      if (collected.isEmpty() && !shell.out().json()) {
        shell.out().line("no shards collected");
      }
      var isWhole = collected.stream().allMatch(one -> one.error().isEmpty());
      return (isWhole ? Exit.DONE : Exit.WORLD).code();
    }
  }

  private void print(Collected one) throws IOException {
    var out = shell.out();
    if (out.json()) {
      out.json(o ->
          o.text("key", one.key())
              .flag("success", one.error().isEmpty())
              .text("error", one.error()));
    } else {
      var result = one.error().map(e -> out.red("ERROR") + " " + Ending.oneLine(e));
      out.line(one.key() + " " + result.orElseGet(() -> out.green("SUCCESS")));
    }
  }
}
