package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Tells what is found, repairs it first where that is wanted, and counts. Thread-safe. */
final class Findings {
  private final DoctorListener listener;
  private final boolean mending;
  private final AtomicLong shards = new AtomicLong();
  private final AtomicLong underway = new AtomicLong();
  private final AtomicLong unreachable = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong unverifiable = new AtomicLong();
  private long findings;
  private long repaired;

  /** What makes an invariant hold again. */
  @FunctionalInterface
  interface Remedy {
    void apply() throws IOException;
  }

  Findings(DoctorListener listener, boolean mending) {
    this.listener = listener;
    this.mending = mending;
  }

  /** Tells what cannot be repaired here. */
  synchronized void tell(Finding finding) {
    findings++;
    repaired += finding.repaired() ? 1 : 0;
    listener.found(finding);
  }

  /** Repairs it where that is wanted, and tells it; true: it holds again. */
  boolean tell(Finding finding, Remedy remedy) {
    var outcome = mending ? mend(finding, remedy) : finding;
    tell(outcome);
    return outcome.repaired();
  }

  private static Finding mend(Finding finding, Remedy remedy) {
    try {
      remedy.apply();
      return finding.mended();
    } catch (IOException | DagStoreException e) {
      return finding.remedy("the repair failed: " + e.getMessage());
    }
  }

  void begins(long allShards, long allBytes) {
    listener.begins(allShards, allBytes);
  }

  void examined(ShardRecord shard) {
    shards.incrementAndGet();
    underway.addAndGet(shard.inFlight() ? 1 : 0);
    listener.advanced(1, 0, 0);
  }

  void unreachable() {
    unreachable.incrementAndGet();
  }

  void hashed(long moreBlocks, long moreBytes) {
    blocks.addAndGet(moreBlocks);
    bytes.addAndGet(moreBytes);
    listener.advanced(0, moreBlocks, moreBytes);
  }

  void unverifiable(long more) {
    unverifiable.addAndGet(more);
  }

  synchronized Checkup checkup() {
    return new Checkup(
        shards.get(),
        underway.get(),
        unreachable.get(),
        blocks.get(),
        bytes.get(),
        unverifiable.get(),
        findings,
        repaired);
  }
}
