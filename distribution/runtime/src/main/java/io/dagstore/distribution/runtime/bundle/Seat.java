package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.plugin.Plugin;

/** Who is served by the plug-ins of one folder: a node, or all of them. Thread-safe. */
interface Seat {
  /** Whether it stands for every node. */
  boolean isAll();

  /** Takes in a plug-in. */
  void add(Plugin plugin);

  /** Lets one go that was added. */
  void remove(Plugin plugin);

  /** Lists one that cannot be a plug-in, with why. */
  void refuse(PluginInfo refused);

  /** Takes one off the list again. */
  void forget(PluginInfo refused);
}
