package io.dagstore.core.store;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** An accessor: a hold on an open shard. Each read also enters the shard, so none meets its end. */
final class Lease implements Accessor, Blockstore {
  private final OpenShard shard;
  private final ShardReads reads;
  private final List<Cid> roots;
  private final Source source;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over a hold that was taken. */
  Lease(OpenShard shard, List<Cid> roots, ShardReads reads) {
    this.shard = shard;
    this.roots = roots;
    this.reads = reads;
    this.source = new LeasedSource(shard, reads, this::check);
  }

  @Override
  public ShardKey key() {
    return shard.key();
  }

  @Override
  public List<Cid> roots() {
    return roots;
  }

  @Override
  public Blockstore blockstore() {
    return this;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    check();
    return reads.get(shard, cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return size(cid).isPresent();
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    check();
    return reads.size(shard, cid);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      shard.unhold();
    }
  }

  private void check() throws IOException {
    if (closed.get()) {
      throw new IOException("accessor of shard " + shard.key() + " is closed");
    }
  }
}
