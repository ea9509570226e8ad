package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.NodeStatus;
import io.dagstore.distribution.rpc.RemoteNode;
import io.dagstore.distribution.rpc.RpcException;
import io.dagstore.distribution.runtime.RepoLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code stop}: ends the node, and waits for its end. */
@Command(
    name = "stop",
    header = "Stop the node of the repository, and wait until it has ended.",
    description = {
      "",
      "The node takes on no new work and lets open reads finish; other nodes of its process go on."
    },
    footer = {"", "Example:", "  dagstore stop"})
final class Stop implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How long one look waits; then comes the next one, over a connection of its own. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private static final long LOOK_AGAIN = 50;

  private final Shell shell;

  Stop(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var node = NodeAnswer.node(shell);
    var end = shell.console().nanos().getAsLong() + PATIENCE.toNanos();
    var running = node.status();
    boolean writes = holds(running);
    node.shutdown();
    var pause = new CountDownLatch(1);
    while (answers(node, running) || (writes && holds(running))) {
      if (shell.console().nanos().getAsLong() - end > 0) {
        throw Failure.of(Exit.BUSY, "the node was told to stop and has not ended yet");
      }
      var _ = pause.await(LOOK_AGAIN, TimeUnit.MILLISECONDS);
    }
    return Exit.DONE.code();
  }

  /** Whether another node cannot have its repository yet, as far as can be seen from here. */
  private static boolean holds(NodeStatus node) {
    try {
      return RepoLock.isHeld(Path.of(node.directory()), node.pid());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is still there; its port may be another node's by now. */
  private static boolean answers(RemoteNode node, NodeStatus running) throws InterruptedException {
    try {
      var status = node.status(ANSWER);
      return status.isEmpty()
          || (status.get().directory().equals(running.directory())
              && status.get().started().equals(running.started()));
    } catch (IOException e) {
      return false;
    } catch (RpcException e) {
      // A node that is about to end refuses calls; another one does not know the token.
      return e.kind() == RpcException.Kind.OVERLOADED;
    }
  }
}
