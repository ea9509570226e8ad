package io.dagstore.distribution.cli;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code initialize-all}: indexes every shard that is not indexed. */
@Command(
    name = "initialize-all",
    header = "Index every shard that is not indexed yet.",
    footer = {"", "Example:", "  dagstore initialize-all"})
final class InitializeAll implements Callable<Integer> {
  private final Shell shell;

  InitializeAll(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var batch = new Batch(shell);
    try (var store = Repo.writing(shell)) {
      var keys = waiting(store);
      for (var key : keys) {
        batch.attempt(key.value(), () -> ShardTable.printDone(shell.out(), store.initialize(key)));
      }
      return batch.end(keys.size(), "shard");
    }
  }

  private static List<ShardKey> waiting(DagStore store) throws IOException {
    var keys = new ArrayList<ShardKey>();
    var query = ShardQuery.FIRST;
    var page = store.list(query);
    while (!page.isEmpty()) {
      page.stream().filter(s -> !s.state().readable()).forEach(s -> keys.add(s.key()));
      query = query.after(page.getLast().key());
      page = store.list(query);
    }
    return keys;
  }
}
