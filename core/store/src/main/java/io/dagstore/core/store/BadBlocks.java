package io.dagstore.core.store;

import io.dagstore.core.files.CorruptDataException;

/** Tells of the first damaged blocks of a shard one by one, and of the others in one. */
final class BadBlocks {
  private static final int TOLD = 20;

  private final ShardRecord shard;
  private final Findings findings;
  private long count;

  BadBlocks(ShardRecord shard, Findings findings) {
    this.shard = shard;
    this.findings = findings;
  }

  synchronized void add(CorruptDataException bad) {
    if (++count <= TOLD) {
      findings.tell(Finding.of(Invariant.BLOCKS_SOUND, bad).in(shard.key()));
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized void end() {
    if (count > TOLD) {
      findings.tell(
          Finding.of(
                  Invariant.BLOCKS_SOUND,
                  shard.mount().toString(),
                  "no more of that",
                  count - TOLD + " more damaged blocks")
              .in(shard.key()));
    }
  }
}
