/**
 * The two indices of a store: one per shard (key → where in the CAR) and one over all shards (key →
 * which shards). Both speak 64-bit keys made of multihashes with the store's secret; what they
 * answer are candidates, and the CID in the CAR has the last word.
 */
package io.dagstore.core.api.index;
