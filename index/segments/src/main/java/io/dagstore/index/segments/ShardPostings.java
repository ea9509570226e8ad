package io.dagstore.index.segments;

import io.dagstore.core.api.index.LongCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** The pairs of one shard. */
record ShardPostings(LongCursor keys, int shard) implements Postings, Written {

  @Override
  public boolean next() throws IOException {
    return keys.next();
  }

  @Override
  public long key() {
    return keys.value();
  }

  @Override
  public KeyFilter write(Path file, long number, BooleanSupplier stop) throws IOException {
    var size = SegmentSize.ofShard(keys.count());
    return SegmentWriter.write(
        file, number, size, new KeyGroups(this), ShardSet.NONE.with(shard), stop);
  }
}
