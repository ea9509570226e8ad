package io.dagstore.distribution.cli;

import io.dagstore.core.api.StoreStat;
import io.dagstore.distribution.rpc.NodeStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code status}: the repository and its node at one glance. */
@Command(
    name = "status",
    header = "Show the node of the repository, if one runs, and the figures of the store.",
    footer = {"", "Example:", "  dagstore status"})
final class Status implements Callable<Integer> {
  private final Shell shell;

  Status(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var node = shell.repository().node();
    var status = node.isPresent() ? Optional.of(node.get().status()) : Optional.<NodeStatus>empty();
    try (var store = Repo.reading(shell)) {
      print(status, store.stat());
    }
    return Exit.DONE.code();
  }

  private void print(Optional<NodeStatus> node, StoreStat store) throws IOException {
    var repo =
        node.map(NodeStatus::directory)
            .orElseGet(() -> shell.repo().toAbsolutePath().normalize().toString());
    if (shell.out().json()) {
      json(repo, node, store);
      return;
    }
    var out = shell.out();
    out.line("repo    " + repo);
    out.line(
        "node    "
            + node.map(n -> n.version() + ", pid " + n.pid() + ", since " + n.started())
                .orElse("none"));
    if (node.isPresent() && node.get().api().isPresent()) {
      out.line("api     " + node.get().api().get());
    }
    for (var state : store.shards().entrySet()) {
      out.line("shards  " + Figures.count(state.getValue()) + " " + state.getKey());
    }
    out.line("blocks  " + Figures.count(store.blocks()) + ", " + Figures.bytes(store.bytes()));
    out.line("copies  " + Figures.bytes(store.copiedBytes()) + ofLimit(store.copiedLimit()));
  }

  private static String ofLimit(long limit) {
    return limit == 0 ? "" : " of " + Figures.bytes(limit);
  }

  private void json(String repo, Optional<NodeStatus> node, StoreStat store) throws IOException {
    shell
        .out()
        .json(o -> {
          o.text("repo", repo).flag("node", node.isPresent());
          o.text("version", node.map(NodeStatus::version));
          node.ifPresentOrElse(n -> o.number("pid", n.pid()), () -> o.nothing("pid"));
          o.text("started", node.map(NodeStatus::started));
          o.text("api", node.flatMap(NodeStatus::api));
          o.object("shards", s -> store.shards().forEach((k, v) -> s.number(k.toString(), v)));
          o.number("blocks", store.blocks()).number("bytes", store.bytes());
          o.number("copied_bytes", store.copiedBytes());
          o.number("copied_limit", store.copiedLimit());
        });
  }
}
