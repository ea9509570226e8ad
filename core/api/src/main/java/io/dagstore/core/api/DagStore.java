package io.dagstore.core.api;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.FoundBlocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A store in this process: a {@link Catalogue} whose shards can also be leased. Thread-safe. */
public interface DagStore extends Catalogue {
  /**
   * A lease on the shard, which is indexed first where it is new.
   *
   * @throws DagStoreException.UnknownShard if there is no such shard
   * @throws DagStoreException.ShardUnavailable if no mount provider answers for its scheme now
   * @throws DagStoreException.ShardFailed if the shard is errored or cannot be indexed
   */
  Accessor acquire(ShardKey key) throws IOException, InterruptedException;

  /**
   * As {@link #acquire}, where nothing has to be copied for it first, which may take hours. A copy
   * that goes at this very moment is made again all the same.
   *
   * @throws DagStoreException.NotCopied if the shard can only be read from a local copy and there
   *     is none
   */
  Accessor acquireLocal(ShardKey key) throws IOException, InterruptedException;

  /**
   * The block, from any shard that has a sound copy, checked by this policy.
   *
   * @throws io.dagstore.core.files.CorruptDataException if every copy is corrupt
   * @throws DagStoreException.ShardUnavailable if only shards hold it whose mounts are gone now
   * @throws DagStoreException.Unverifiable if the policy asks for a hash that is not known
   */
  Optional<Block> get(Cid cid, VerifyPolicy policy) throws IOException;

  /**
   * Many blocks, checked by this policy. The index over all shards is asked for thousands at once,
   * each shard is read forward, and a few reads are under way at a time: where blocks are not in
   * memory that takes a third of the time of one after the other, where they are it saves nothing.
   * Each position is answered once, in no order; the same CID may be asked for again. What is held
   * at once does not grow with the number of CIDs.
   *
   * <p>A block that fails, as {@link #get(Cid, VerifyPolicy)} says, ends the call; what was taken
   * by then stands. An interrupt ends it too.
   */
  void getMany(List<Cid> cids, VerifyPolicy policy, FoundBlocks found)
      throws IOException, InterruptedException;

  /**
   * Where the block lies: one place for each indexed shard that has a section of this CID's
   * multihash, in no order. Reads the indices and the CIDs at those places, not the blocks.
   *
   * @throws DagStoreException.ShardUnavailable if only shards hold it whose mounts are gone now
   */
  List<BlockPlace> locate(Cid cid) throws IOException;

  /**
   * As {@link #gc}, for who asks again and again: looks once for what processes before have left,
   * and after that costs the same for any number of shards.
   */
  List<Collected> sweep() throws IOException, InterruptedException;

  /**
   * Makes the inverted index anew from the shard indices while the one before serves, and changes
   * go on; then the new one takes over, and the one before is removed. What broke off, by an
   * interrupt, a {@link #close} or a kill, is gone on with by the next call for the same engine.
   *
   * @param engine that makes it, one that the store was told of; empty: the configured one
   * @param listener hears how far it is, on the caller's thread
   * @throws DagStoreException.UnknownEngine if there is no such engine
   * @throws DagStoreException.StoreBusy if one is being made already
   */
  void rebuildIndex(String engine, RebuildListener listener)
      throws IOException, InterruptedException;

  /** Stops what is running, closes what is open. What was in flight goes on at the next start. */
  @Override
  void close() throws IOException;
}
