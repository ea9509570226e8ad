package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list-shards}: the catalogue in the order of keys. */
@Command(
    name = "list-shards",
    header = "List the shards: key, state, blocks, bytes, mount, error.",
    footer = {"", "Example:", "  dagstore list-shards --state errored"})
final class ListShards implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--state", paramLabel = "S", description = "Only shards in this state.")
  private Optional<ShardState> state = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--after", paramLabel = "KEY", description = "Begin behind this key.")
  private Optional<String> after = Optional.empty();

  ListShards(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw Failure.usage("--limit: expected 1 or more, got " + limit);
    }
    try (var store = Repo.reading(shell)) {
      var left = limit;
      var query =
          new ShardQuery(
              after.map(Arguments::shardKey), ShardQuery.MAX_LIMIT, state, Optional.empty());
      while (left > 0) {
        query = query.limit((int) Math.min(left, ShardQuery.MAX_LIMIT));
        var page = store.list(query);
        ShardTable.print(shell.out(), page);
        left = page.size() < query.limit() ? 0 : left - page.size();
        query = page.isEmpty() ? query : query.after(page.getLast().key());
      }
    }
    return Exit.DONE.code();
  }
}
