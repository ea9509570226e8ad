package io.dagstore.core.api;

import io.dagstore.core.ipld.Cid;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a block is served or not: what a read meets on its way, step by step, up to where each shard
 * fails.
 *
 * @param cid the block asked for
 * @param served whether a sound copy is given out now
 * @param steps in the order of a read; those of one shard stand together
 */
public record Explanation(Cid cid, boolean served, List<Step> steps) {
  /** Keeps its own copy of the list. */
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** What is asked of a step. */
  public enum Check {
    /** Does the CID hold the block itself? */
    IDENTITY,
    /** Does the index over all shards name shards that may hold it? */
    INVERTED_INDEX,
    /** Is there a shard of the number it names, in a state to be read? */
    SHARD,
    /** Does a provider open the shard's mount, and is it as large as it was? */
    MOUNT,
    /** Is the shard's own index there and sound, and does it have an entry? */
    SHARD_INDEX,
    /** Does the CID that was asked for stand where the entry says? */
    CID,
    /** Do the bytes behind it have its hash? */
    HASH,
    /** When does the store hash what it gives out, and what follows from that? */
    POLICY;

    /** Its name for people and programs: lower case letters and {@code -}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What came out of a step, the best first. */
  public enum Outcome {
    /** The read goes on. */
    OK,
    /** It ends here: what is asked for is not there, or not now. */
    NO,
    /** It ends here: the world failed. */
    FAILED,
    /** It ends here: bytes are wrong. */
    CORRUPT
  }

  /**
   * One step.
   *
   * @param check what was asked
   * @param shard the shard it was asked of; empty: all of them
   * @param outcome whether a read goes on
   * @param found what was found, in one line
   * @param remedy what to do where the read ends here
   */
  public record Step(
      Check check,
      Optional<ShardKey> shard,
      Outcome outcome,
      String found,
      Optional<String> remedy) {}

  /** The worst that any step met. */
  public Outcome worst() {
    return steps.stream().map(Step::outcome).max(Comparator.naturalOrder()).orElse(Outcome.OK);
  }
}
