package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A way to a block that is measured; any number of threads at once. */
interface BlockReader extends Closeable {
  /**
   * Reads the block and returns its size.
   *
   * @throws IOException also when there is no such block
   */
  int read(Cid cid, VerifyPolicy policy) throws IOException;

  /**
   * Reads many blocks and returns their size together: one after the other where there is no better
   * way.
   */
  default long readMany(List<Cid> cids, VerifyPolicy policy)
      throws IOException, InterruptedException {
    long bytes = 0;
    for (var cid : cids) {
      bytes += read(cid, policy);
    }
    return bytes;
  }
}
