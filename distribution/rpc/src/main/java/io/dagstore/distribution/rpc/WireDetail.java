package io.dagstore.distribution.rpc;

import io.dagstore.core.api.StoreDetail;
import java.util.Map;

/** What a store is made of, and how its reads went. */
record WireDetail(
    long recordBytes, long indexBytes, OpenIndices openIndices, Inverted inverted, Reads reads) {

  /** The shard indices that are open. */
  record OpenIndices(int shards, long entries, long bytes) {}

  /** The index over all shards; details by the engine's own names. */
  record Inverted(long shards, long entries, long bytes, Map<String, Long> details) {}

  /** How reads went. */
  record Reads(long guessed, long looked, long trusted, long hashed, int suspects) {}

  static WireDetail of(StoreDetail detail) {
    var open = detail.openIndices();
    var all = detail.inverted();
    var reads = detail.reads();
    return new WireDetail(
        detail.recordBytes(),
        detail.indexBytes(),
        new OpenIndices(open.shards(), open.entries(), open.bytes()),
        new Inverted(all.shards(), all.entries(), all.bytes(), all.details()),
        new Reads(
            reads.guessed(), reads.looked(), reads.trusted(), reads.hashed(), reads.suspects()));
  }

  StoreDetail detail() {
    return new StoreDetail(
        recordBytes,
        indexBytes,
        new StoreDetail.OpenIndices(
            openIndices.shards(), openIndices.entries(), openIndices.bytes()),
        new StoreDetail.Inverted(
            inverted.shards(), inverted.entries(), inverted.bytes(), inverted.details()),
        new StoreDetail.Reads(
            reads.guessed(), reads.looked(), reads.trusted(), reads.hashed(), reads.suspects()));
  }
}
