package io.dagstore.core.store;

import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.mount.MountListener;
import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Follows mount providers: lets go of open shards whose provider leaves, and goes on with indexing
 * that waited for one that comes. Shards that are indexed are opened again when somebody asks.
 */
final class MountWatch implements MountListener {
  private static final Logger LOG = System.getLogger(MountWatch.class.getName());

  private final Parts parts;
  private final Lanes lanes;
  private final OpenShards open;
  private final ShardWalks walks;
  private final OpenMode mode;

  MountWatch(Parts parts, Lanes lanes, OpenShards open, ShardWalks walks, OpenMode mode) {
    this.parts = parts;
    this.lanes = lanes;
    this.open = open;
    this.walks = walks;
    this.mode = mode;
  }

  @Override
  public void removed(MountProvider provider) {
    open.revoke(provider);
  }

  @Override
  public void added(MountProvider provider) {
    parts.suspects().clear();
    if (mode == OpenMode.READ_ONLY || lanes.stopped()) {
      return;
    }
    var scheme = provider.scheme();
    try {
      for (var shard : parts.records().inFlight()) {
        if (!shard.destroying() && shard.scheme().equals(scheme)) {
          lanes.queue(shard.key(), () -> walks.resume(shard.key()));
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "shards of scheme " + scheme + " wait for the next start", e);
    }
  }
}
