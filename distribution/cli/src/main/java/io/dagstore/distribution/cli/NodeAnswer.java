package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.RemoteNode;
import java.io.IOException;

/** What commands that are about a node itself begin with. */
final class NodeAnswer {
  private NodeAnswer() {}

  /** The node that runs on the repository; without one the answer is no. */
  static RemoteNode node(Shell shell) throws IOException {
    return shell
        .repository()
        .node()
        .orElseThrow(() ->
            Failure.no("no node runs on " + shell.repo().toAbsolutePath().normalize())
                .hint("'dagstore serve' starts one"));
  }
}
