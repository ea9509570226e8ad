package io.dagstore.distribution.rpc;

import static io.dagstore.distribution.rpc.Method.named;
import static io.dagstore.distribution.rpc.Permission.ADMIN;
import static io.dagstore.distribution.rpc.Permission.READ;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods about the node itself. */
final class NodeMethods {
  private final RpcNode node;

  NodeMethods(RpcNode node) {
    this.node = node;
  }

  List<Method> methods() {
    return List.of(
        named("Version", READ, "Version of the program and of this protocol.")
            .gives(
                WireVersion.class, _ -> new WireVersion(node.status().version(), WireVersion.API)),
        named("NodeStatus", READ, "The node as a process.")
            .gives(NodeStatus.class, _ -> node.status()),
        named("NodePlugins", READ, "Plug-ins, and why one is not active.")
            .gives(PluginInfo[].class, _ -> node.plugins()),
        named("DagstoreJournal", READ, "Events that are kept and, where asked for, that come.")
            .with("query", WireJournalQuery.class)
            .streams(WireEvent.class, this::journal),
        named("DagstoreRebuildIndex", ADMIN, "Makes the inverted index anew; tells how far it is.")
            .with("engine", String.class)
            .streams(RebuildProgress.class, this::rebuild),
        named("AuthNew", ADMIN, "A new token, in base64 as Lotus gives it.")
            .with("permissions", Permission[].class)
            .gives(byte[].class, a -> token(a.get(0, Permission[].class))),
        named("AuthVerify", READ, "What a token allows.")
            .with("token", String.class)
            .gives(Permission[].class, a -> allowed(a.get(0, String.class))),
        named("Shutdown", ADMIN, "Asks the node to stop.").gives(void.class, _ -> shutdown()));
  }

  private void journal(Method.Arguments arguments, Method.Sink sink)
      throws IOException, InterruptedException {
    try {
      var query = arguments.get(0, WireJournalQuery.class).query();
      node.journal()
          .read(
              query,
              event -> {
                try {
                  sink.send(WireEvent.of(event));
                } catch (InterruptedException e) {
                  throw new Stopped(e);
                }
              });
    } catch (Stopped e) {
      throw new InterruptedException("the channel was closed");
    }
  }

  private void rebuild(Method.Arguments arguments, Method.Sink sink)
      throws IOException, InterruptedException {
    node.store()
        .rebuildIndex(
            arguments.get(0, String.class),
            (done, total) -> sink.send(new RebuildProgress(done, total)));
  }

  private byte[] token(Permission[] permissions) {
    var allowed = EnumSet.noneOf(Permission.class);
    allowed.addAll(Arrays.asList(permissions));
    return node.tokens().create(allowed).getBytes(StandardCharsets.US_ASCII);
  }

  private List<Permission> allowed(String token) {
    return node.tokens().verify(token).stream().sorted().toList();
  }

  private @Nullable Object shutdown() {
    node.shutdown();
    return null;
  }

  /** An interrupt on its way through a journal's reader. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(InterruptedException cause) {
      super(cause);
    }
  }
}
