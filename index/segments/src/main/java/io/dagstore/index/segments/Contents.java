package io.dagstore.index.segments;

import java.io.IOException;

/** What a segment is written from. */
interface Contents {
  /** Numbers of the shards, ascending. */
  int[] shards();

  /** How much there is; entries may be counted a few too many. */
  Census census() throws IOException;

  /** A walk from the start; asked for more than once only where the census has lists. */
  Pairs pairs() throws IOException;
}
