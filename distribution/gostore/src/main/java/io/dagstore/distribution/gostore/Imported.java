package io.dagstore.distribution.gostore;

import io.dagstore.core.api.ShardInfo;
import java.util.Optional;

/**
 * What became of one entry of a Go dagstore's records.
 *
 * @param key of the shard; of a record that cannot be decoded the name under which it is kept
 * @param outcome what became of it
 * @param shard as it is in our store now, where it is there
 * @param was its state in the Go dagstore, as Go names it; empty text where that is not known
 * @param error what Go had kept as the reason where it was errored, or empty text
 * @param fromCopy whether its mount is Go's own local copy, because nothing else can be reached
 * @param index how the index that Go wrote compares with the CAR
 * @param difference what differs between them, or empty text
 * @param failure why it was not taken in
 */
public record Imported(
    String key,
    Outcome outcome,
    Optional<ShardInfo> shard,
    String was,
    String error,
    boolean fromCopy,
    Index index,
    String difference,
    Optional<Exception> failure) {

  /** What became of an entry. */
  public enum Outcome {
    /** It is in our store now, and durable; also one that an earlier run left half done. */
    IMPORTED,
    /** It was there already, with the same mount. */
    PRESENT,
    /** Its key is there already, with another mount; nothing was changed. */
    DIFFERS,
    /** It could not be taken in, or its CAR not be indexed. */
    FAILED,
    /** What is kept under its name is no record. */
    UNDECODABLE
  }

  /** How the index that Go wrote compares with the CAR. */
  public enum Index {
    /** There was nothing to compare: no index, or a CAR that is not at hand. */
    UNCOMPARED,
    /** It leads to each block, and nowhere else. */
    SAME,
    /** It does not. Ours was made from the CAR and is right. */
    DIFFERS
  }

  /** Whether somebody should look at it. */
  public boolean isSound() {
    return (outcome == Outcome.IMPORTED || outcome == Outcome.PRESENT) && index != Index.DIFFERS;
  }
}
