package io.dagstore.distribution.gostore;

/** An entry of a Go dagstore's records. */
public sealed interface GoEntry {
  /**
   * A shard.
   *
   * @param record what is kept of it
   */
  record Shard(GoRecord record) implements GoEntry {}

  /**
   * What should be a record and is none.
   *
   * @param name under which it is kept
   * @param why it is none
   */
  record Undecodable(String name, String why) implements GoEntry {}
}
