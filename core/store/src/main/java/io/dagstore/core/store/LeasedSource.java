package io.dagstore.core.store;

import io.dagstore.core.files.Source;
import java.io.IOException;

/**
 * A shard's bytes for the holder of an accessor. It gives no views: they would outlive the lease.
 */
final class LeasedSource implements Source {
  private final OpenShard shard;
  private final ShardReads reads;
  private final Check check;

  /** Fails where the accessor is closed. */
  @FunctionalInterface
  interface Check {
    void run() throws IOException;
  }

  LeasedSource(OpenShard shard, ShardReads reads, Check check) {
    this.shard = shard;
    this.reads = reads;
    this.check = check;
  }

  @Override
  public String name() {
    return shard.source().name();
  }

  @Override
  public long size() {
    return shard.source().size();
  }

  @Override
  public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
    check.run();
    return reads.inside(shard, () -> shard.source().readUpTo(position, target, offset, length));
  }

  @Override
  public void close() {}
}
