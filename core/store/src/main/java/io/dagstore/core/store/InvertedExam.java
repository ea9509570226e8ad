package io.dagstore.core.store;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.ShardIndex;
import java.io.IOException;
import java.util.BitSet;

/** Examines whether the inverted index knows the shards that there are, whole, and no other. */
final class InvertedExam {
  private static final String WHERE = "inverted index";

  private final Subject subject;
  private final Findings findings;
  private final InvertedIndex inverted;

  /** It was lost as a whole: shards are taken in without a word on each. */
  private final boolean anew;

  /** Numbers that the inverted index holds, and those of them that it may hold. */
  private final BitSet held = new BitSet();

  private final BitSet rightly = new BitSet();

  InvertedExam(Subject subject, InvertedIndex inverted, Findings findings, boolean anew)
      throws IOException {
    this.subject = subject;
    this.findings = findings;
    this.inverted = inverted;
    this.anew = anew;
    begin();
  }

  private void begin() throws IOException {
    rightly.or(Unflushed.numbers(subject.records()));
    long[] count = {0};
    inverted
        .shards()
        .forEach(number -> {
          held.set(number);
          count[0]++;
        });
    if (count[0] != held.cardinality() || inverted.shardCount() != held.cardinality()) {
      findings.tell(
          Finding.of(
              Invariant.INVERTED_SHARDS,
              WHERE,
              held.cardinality() + " shards, each once",
              count[0] + " shards, and a count of " + inverted.shardCount()));
    }
  }

  /**
   * Nobody can say what it must hold of this shard: its work was cut short, or its index is lost.
   */
  synchronized void spare(ShardRecord shard) {
    rightly.set(shard.number());
  }

  /** Looks every key of the shard up. */
  void examine(ShardRecord shard, ShardIndex index) throws IOException {
    spare(shard);
    if (anew) {
      inverted.add(shard.number(), index.sortedKeys());
    } else if (!held.get(shard.number())) {
      tell(
          shard,
          index,
          Finding.of(Invariant.INVERTED_SHARDS, WHERE, "shard number " + shard.number(), "none"));
    } else {
      keys(shard, index);
    }
  }

  private void keys(ShardRecord shard, ShardIndex index) throws IOException {
    long missing = 0;
    var keys = index.sortedKeys();
    while (keys.next()) {
      missing += leadsTo(keys.value(), shard.number()) ? 0 : 1;
    }
    if (missing > 0) {
      tell(
          shard,
          index,
          Finding.of(
              Invariant.INVERTED_KEYS,
              WHERE,
              keys.count() + " keys of shard number " + shard.number(),
              keys.count() - missing + " keys"));
    }
  }

  private boolean leadsTo(long key, int number) throws IOException {
    if (inverted.first(key) == number) {
      return true;
    }
    for (int found : inverted.find(key)) {
      if (found == number) {
        return true;
      }
    }
    return false;
  }

  private void tell(ShardRecord shard, ShardIndex index, Finding finding) {
    var found = finding.in(shard.key());
    findings.tell(found, () -> subject.mender().orElseThrow().takeIn(shard, index, found));
  }

  /** Once all shards were examined: what it holds beside them. */
  void end() {
    held.andNot(rightly);
    held.stream()
        .forEach(number ->
            findings.tell(
                Finding.of(Invariant.INVERTED_SHARDS, WHERE, "no shard number " + number, "one"),
                () -> inverted.remove(number)));
  }
}
