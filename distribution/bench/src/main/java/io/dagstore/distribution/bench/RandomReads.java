package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;

/** Reads CIDs in their order, thread t of T taking each T-th one from t on. */
final class RandomReads {
  private final BlockReader reader;
  private final VerifyPolicy policy;
  private final List<Cid> cids;

  RandomReads(BlockReader reader, VerifyPolicy policy, List<Cid> cids) {
    this.reader = reader;
    this.policy = policy;
    this.cids = cids;
  }

  /** What was counted are bytes. */
  Callers.Outcome run(int threads) throws IOException, InterruptedException {
    return Callers.run(cids.size(), threads, i -> reader.read(cids.get(i), policy));
  }
}
