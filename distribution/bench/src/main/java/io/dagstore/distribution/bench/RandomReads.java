package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;

/** Reads CIDs in their order, thread t of T taking each T-th one, or each T-th few, from t on. */
final class RandomReads {
  private final BlockReader reader;
  private final VerifyPolicy policy;
  private final List<Cid> cids;
  private final int many;

  RandomReads(BlockReader reader, VerifyPolicy policy, List<Cid> cids) {
    this(reader, policy, cids, 0);
  }

  /** So many are asked for in one call; 0: they are asked for one by one. */
  RandomReads(BlockReader reader, VerifyPolicy policy, List<Cid> cids, int many) {
    this.reader = reader;
    this.policy = policy;
    this.cids = cids;
    this.many = many;
  }

  /** What was counted are bytes. */
  Callers.Outcome run(int threads) throws IOException, InterruptedException {
    if (many == 0) {
      return Callers.run(cids.size(), threads, i -> reader.read(cids.get(i), policy));
    }
    return Callers.run(
        Math.ceilDiv(cids.size(), many),
        threads,
        i ->
            reader.readMany(cids.subList(i * many, Math.min((i + 1) * many, cids.size())), policy));
  }
}
