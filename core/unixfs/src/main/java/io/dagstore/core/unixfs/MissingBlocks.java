package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/** What to do about a block that is linked to and absent. */
@FunctionalInterface
public interface MissingBlocks {

  /** Ends the work with a {@link MissingBlockException}. */
  MissingBlocks FAIL =
      cid -> {
        throw new MissingBlockException(cid);
      };

  /** Goes on without the block and what lies below it. */
  MissingBlocks SKIP = cid -> {};

  /** Called for each absent block; returning means go on, throwing ends the work. */
  void missing(Cid cid) throws IOException;
}
