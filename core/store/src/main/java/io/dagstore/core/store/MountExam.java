package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.mount.MountStat;
import java.io.IOException;

/** Examines whether a shard's bytes are there, without reading them. */
final class MountExam {
  private final ShardMounts mounts;
  private final Findings findings;

  MountExam(ShardMounts mounts, Findings findings) {
    this.mounts = mounts;
    this.findings = findings;
  }

  /** True where the bytes are those that were indexed, as far as can be seen, and can be read. */
  boolean readable(ShardRecord shard) {
    if (!mounts.here(shard)) {
      findings.unreachable();
      return false;
    }
    try {
      return agrees(shard, mounts.provider(shard).mount(shard.mount()).stat());
    } catch (IOException | DagStoreException | IllegalArgumentException e) {
      findings.tell(absent(shard, String.valueOf(e.getMessage())));
      return false;
    }
  }

  private boolean agrees(ShardRecord shard, MountStat stat) {
    if (!stat.exists()) {
      findings.tell(absent(shard, "nothing"));
      return false;
    }
    if (stat.size() >= 0 && stat.size() != shard.bytes()) {
      findings.tell(
          Finding.of(
                  Invariant.MOUNT_SIZE,
                  shard.mount().toString(),
                  shard.bytes() + " bytes as when it was indexed",
                  stat.size() + " bytes")
              .in(shard.key()));
      return false;
    }
    return stat.ready();
  }

  private static Finding absent(ShardRecord shard, String got) {
    return Finding.of(
            Invariant.MOUNT_THERE, shard.mount().toString(), shard.bytes() + " bytes", got)
        .in(shard.key());
  }
}
