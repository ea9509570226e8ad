package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.RemoteNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds who does the work: the node that is named, else the one that runs on the repository, else
 * this process. Classes of the client are loaded only where there is a node to ask.
 */
final class Finding {
  private final Shell shell;

  Finding(Shell shell) {
    this.shell = shell;
  }

  Repo repository() throws IOException {
    var named = shell.globals().api().or(() -> shell.console().variable("DAGSTORE_API_INFO"));
    if (named.isPresent()) {
      return new RemoteRepo(named(named.get()));
    }
    var folder = shell.repo();
    if (Files.exists(folder.resolve("api"))) {
      var node = running(folder);
      if (node.isPresent()) {
        return new RemoteRepo(node.get());
      }
    }
    return new LocalRepo(folder, LocalSettings.of(folder, shell.console().env()));
  }

  private RemoteNode named(String text) throws IOException {
    try {
      var api = ApiInfo.parse(text);
      var own = Files.exists(shell.repo().resolve("api")) ? ApiInfo.read(shell.repo()) : none();
      // The repository's token is shown to its own node, and to no other.
      return RemoteNode.connect(
          api.token().isEmpty() && own.isPresent() && own.get().url().equals(api.url())
              ? own.get()
              : api);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<ApiInfo> none() {
    return Optional.empty();
  }

  /**
   * The node that the file {@code api} tells of; empty where a killed one left it behind. Then the
   * repository is opened here, which fails where somebody holds its lock.
   */
  private static Optional<RemoteNode> running(Path folder) throws IOException {
    var api = readApi(folder);
    if (api.isEmpty()) {
      return Optional.empty();
    }
    var node = RemoteNode.connect(api.get());
    if (isThere(node, folder)) {
      return Optional.of(node);
    }
    node.close();
    return Optional.empty();
  }

  private static Optional<ApiInfo> readApi(Path folder) throws IOException {
    try {
      return ApiInfo.read(folder);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Somebody else may have got the port of a node that was killed. */
  private static boolean isThere(RemoteNode node, Path folder) {
    try {
      var there = Path.of(node.status().directory());
      return Files.exists(there) && Files.isSameFile(there, folder);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
