package io.dagstore.core.api;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Any number of CAR files under keys, with one index over all their blocks: what can be asked of a
 * store in this process and of one in another alike. Calls block; a caller that is interrupted
 * stops waiting and harms nobody else's wait. Thread-safe.
 *
 * <p>Errors: {@code IOException} when the world failed, {@code CorruptDataException} when bytes are
 * wrong, {@link DagStoreException} when the answer is no. After {@link #close} every call fails
 * with {@link DagStoreException.StoreClosed}.
 */
public interface Catalogue extends Blockstore, AutoCloseable {
  /**
   * Takes a CAR into the catalogue and, unless it is lazy, indexes it before returning. A shard
   * whose indexing failed stays in the catalogue as {@link ShardState#ERRORED}.
   *
   * @throws DagStoreException.ShardExists if the key is taken
   * @throws DagStoreException.UnknownScheme if no mount provider answers for the URI
   * @throws DagStoreException.ShardFailed if the CAR cannot be opened or indexed
   */
  ShardInfo register(ShardKey key, URI mount, RegisterOptions options)
      throws IOException, InterruptedException;

  /** {@link #register(ShardKey, URI, RegisterOptions)}, eager. */
  default ShardInfo register(ShardKey key, URI mount) throws IOException, InterruptedException {
    return register(key, mount, RegisterOptions.EAGER);
  }

  /**
   * Indexes a shard that is new or errored; answers at once where it is indexed.
   *
   * @throws DagStoreException.UnknownShard if there is no such shard
   * @throws DagStoreException.ShardUnavailable if no mount provider answers for its scheme now
   * @throws DagStoreException.ShardFailed if the CAR cannot be opened or indexed
   */
  ShardInfo initialize(ShardKey key) throws IOException, InterruptedException;

  /**
   * Indexes an errored shard again; it is available, or errored with a new reason, when this
   * returns or fails.
   *
   * @throws DagStoreException.UnknownShard if there is no such shard
   * @throws DagStoreException.WrongState if it is not {@link ShardState#ERRORED}
   * @throws DagStoreException.ShardUnavailable if no mount provider answers for its scheme now
   * @throws DagStoreException.ShardFailed if the CAR still cannot be opened or indexed
   */
  ShardInfo recover(ShardKey key) throws IOException, InterruptedException;

  /** Keys of all indexed shards that hold a block with this CID's multihash, in no order. */
  List<ShardKey> find(Cid cid) throws IOException;

  /**
   * Why the block is served or not. Looks at everything afresh and changes nothing: where a read
   * would mend an index or make a local copy, it says so and ends.
   */
  Explanation explain(Cid cid) throws IOException;

  /**
   * The block, from any shard that has a sound copy, checked by the store's policy.
   *
   * @throws io.dagstore.core.files.CorruptDataException if every copy is corrupt
   */
  @Override
  Optional<Block> get(Cid cid) throws IOException;

  /** What is known of the shard, or empty where there is none. */
  Optional<ShardInfo> info(ShardKey key) throws IOException;

  /**
   * The last things that happened to a shard that failed at least once, the oldest first. Empty:
   * nothing ever failed, or there is no such shard.
   */
  List<ShardNote> history(ShardKey key) throws IOException;

  /** One page of the catalogue, in the order of keys; shorter than its limit only at the end. */
  List<ShardInfo> list(ShardQuery query) throws IOException;

  /**
   * Removes the shard, its index and its entries in the index over all shards. The CAR itself is
   * not touched.
   *
   * @throws DagStoreException.UnknownShard if there is no such shard
   * @throws DagStoreException.ShardBusy if somebody holds an accessor
   */
  void destroy(ShardKey key) throws IOException, InterruptedException;

  /**
   * Removes what no shard owns any more: shard indices of unknown shards, and what killed writers
   * left. What is in use is not touched.
   *
   * @return what was collected, and why not where that failed; empty: nothing was there to collect
   */
  List<Collected> gc() throws IOException, InterruptedException;

  /** Figures of the whole catalogue, in a time that does not grow with the number of shards. */
  StoreStat stat() throws IOException;

  /**
   * Sizes of what the catalogue is made of, in a time that grows with open shards, not with others.
   */
  StoreDetail detail() throws IOException;

  /** Ends the use of the catalogue; one that owns its store closes it. */
  @Override
  void close() throws IOException;
}
