package io.dagstore.core.store;

import java.util.Locale;

/**
 * What is true of a store at rest, and {@link Doctor} finds broken. The same table stands in {@code
 * docs/design.md}.
 */
public enum Invariant {
  /** The file of the records opens, and every page of it can be read. */
  RECORDS_FILE("restore it from a backup"),
  /** Each record can be read, and its state is one that is recorded. */
  RECORD_SOUND("restore the records from a backup, or register the shard under another key"),
  /** Each shard has a number of its own, both maps agree on it, and the next one is free. */
  NUMBERS_AGREE("the map of numbers is written again from the records"),
  /** What a kill would leave half done is marked, and nothing else is. */
  MARKS_AGREE("the mark is set or taken away, as the record says"),
  /** The counts are those of the records. */
  CENSUS_RIGHT("the records are counted again"),
  /** The mount of each available shard leads to bytes that can be read. */
  MOUNT_THERE("put the CAR back, or destroy the shard"),
  /** They are as many as when the shard was indexed. */
  MOUNT_SIZE("put the CAR back as it was, or destroy the shard and register it again"),
  /** Each available shard has a shard index. */
  SHARD_INDEX_THERE("it is made again from the CAR"),
  /** Each shard index is the shard's own, and its checksum is right. */
  SHARD_INDEX_SOUND("it is made again from the CAR"),
  /** It has an entry for each section of the CAR, and the record counts the same sections. */
  SHARD_INDEX_COUNT("it is made again from the CAR"),
  /** The inverted index can be opened, and its checksums are right. */
  INVERTED_SOUND("it is made again from the shard indices"),
  /** It knows the available shards, each once, and no other. */
  INVERTED_SHARDS("the shard is taken in from its shard index, or taken out"),
  /** It leads from each key of an available shard to that shard. */
  INVERTED_KEYS("the shard is taken in again from its shard index"),
  /** No shard index, and no file in the folders of the indices, is without an owner. */
  FILES_OWNED("it is removed"),
  /** Each block has the hash that its CID tells; looked at by a deep examination. */
  BLOCKS_SOUND("put a sound CAR back, or destroy the shard"),
  /** Each entry of a shard index leads to its block; looked at by a deep examination. */
  INDEX_TRUE("the shard index is made again from the CAR");

  private final String remedy;

  Invariant(String remedy) {
    this.remedy = remedy;
  }

  /** Its name as people and programs read it: lower case letters and {@code -}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What helps where it is broken. */
  public String remedy() {
    return remedy;
  }
}
