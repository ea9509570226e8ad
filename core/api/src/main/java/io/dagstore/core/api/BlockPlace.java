package io.dagstore.core.api;

/**
 * Where one copy of a block lies: its bytes alone, without the CID that stands before them.
 *
 * @param shard the shard that holds it
 * @param offset position of the block's first byte in what the shard's mount gives
 * @param length bytes of the block; may be 0
 */
public record BlockPlace(ShardKey shard, long offset, int length) {}
