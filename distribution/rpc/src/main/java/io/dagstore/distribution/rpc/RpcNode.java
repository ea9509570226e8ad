package io.dagstore.distribution.rpc;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.journal.Journal;
import java.net.URI;
import java.util.List;

/** What a node hands out to those who ask by JSON-RPC. Thread-safe. */
public interface RpcNode {
  /** Its store. The endpoint never closes it. */
  DagStore store();

  /** Its journal. */
  Journal journal();

  /** Its plug-ins, sorted by name. */
  List<PluginInfo> plugins();

  /** What it is as a process. */
  NodeStatus status();

  /**
   * Whether the mount of this URI can be read at once, without unsealing or the like; false where
   * nobody knows. May reach out to the mount.
   */
  boolean ready(URI mount);

  /** Who may call what. */
  Tokens tokens();

  /** Asks the node to stop and returns at once; answers in flight still go out. */
  void shutdown();
}
