package io.dagstore.core.api;

import io.dagstore.core.ipld.Cid;
import java.net.URI;
import java.util.Optional;

/** Something that happened in a store. One stream feeds journals, metrics and tests. */
public sealed interface StoreEvent {
  /** The shard it happened to. */
  ShardKey key();

  /**
   * A shard entered the catalogue.
   *
   * @param key the shard
   * @param mount where its bytes come from
   * @param lazy whether it is indexed only at its first use
   */
  record Registered(ShardKey key, URI mount, boolean lazy) implements StoreEvent {}

  /**
   * A shard's durable state changed.
   *
   * @param key the shard
   * @param from the state before
   * @param to the state now
   */
  record StateChanged(ShardKey key, ShardState from, ShardState to) implements StoreEvent {}

  /**
   * A shard is indexed and its blocks can be found.
   *
   * @param key the shard
   * @param blocks sections in the CAR
   * @param skipped sections left out of the index because their identity CID is over the limit
   * @param bytes size of the CAR file
   */
  record Indexed(ShardKey key, long blocks, long skipped, long bytes) implements StoreEvent {}

  /**
   * A registration or recovery failed.
   *
   * @param key the shard
   * @param cause why
   */
  record Failed(ShardKey key, Exception cause) implements StoreEvent {}

  /**
   * A shard left the catalogue.
   *
   * @param key the shard
   */
  record Destroyed(ShardKey key) implements StoreEvent {}

  /**
   * The copy of a block in this shard is not what its CID says; another shard may have answered.
   *
   * @param key the shard
   * @param cid the block
   * @param cause file, offset, expected and got
   */
  record CorruptBlock(ShardKey key, Cid cid, Exception cause) implements StoreEvent {}

  /**
   * A shard that should hold a block could not be read; another shard may have answered.
   *
   * @param key the shard
   * @param cause why
   */
  record Unreadable(ShardKey key, Exception cause) implements StoreEvent {}

  /**
   * Start-up found something half done and set it right.
   *
   * @param key the shard
   * @param what what was found and what was done about it
   */
  record Repaired(ShardKey key, String what) implements StoreEvent {}

  /**
   * An errored shard was indexed again because somebody asked for it.
   *
   * @param key the shard
   * @param error why that failed; empty: it is available
   */
  record Recovered(ShardKey key, Optional<String> error) implements StoreEvent {}

  /**
   * What a shard had left was collected, or could not be.
   *
   * @param key the shard, as far as its name is known
   * @param error why that failed; empty: it is gone
   */
  record GarbageCollected(ShardKey key, Optional<String> error) implements StoreEvent {}

  /**
   * A local copy of a shard's bytes was made, since its mount gives them in one pass only.
   *
   * @param key the shard
   * @param bytes size of the copy
   * @param resumed how many of them were there from a copying that broke off
   */
  record Copied(ShardKey key, long bytes, long resumed) implements StoreEvent {}

  /**
   * A local copy was removed to make room; it is made again when somebody asks.
   *
   * @param key the shard
   * @param bytes size of the copy
   */
  record Evicted(ShardKey key, long bytes) implements StoreEvent {}
}
