package io.dagstore.distribution.runtime.plugin;

import io.dagstore.distribution.rpc.PluginInfo;
import java.util.List;

/** The plug-ins of one node, which may come and go while it runs. Thread-safe. */
public final class Plugins implements AutoCloseable {

  /** Plug-ins of a node. */
  public Plugins() {}

  /**
   * Takes in a plug-in and makes the node's own instances of its classes. What goes wrong with it
   * is told by {@link #list} and the journal; nothing is thrown for it.
   */
  public void add(Plugin plugin) {}

  /** Lets a plug-in go, with all that it brought; one that is not here: does nothing. */
  public void remove(Plugin plugin) {}

  /** Puts one into the list that could not even be made a plug-in, until {@link #forget}. */
  public void refuse(PluginInfo refused) {}

  /** Takes one out of the list that was put there by {@link #refuse}. */
  public void forget(PluginInfo refused) {}

  /** What is here, sorted by name. */
  public List<PluginInfo> list() {
    return List.of();
  }

  @Override
  public void close() {}
}
