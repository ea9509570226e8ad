package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;

/** What a plug-in keeps open for a node. */
interface Kept {
  /** Makes durable what it has and closes it, unless it is closed: its plug-in goes. */
  void leave() throws IOException;
}
