package io.dagstore.core.store;

import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/** Takes the sections that a shard indexer finds into a shard index, as far as they can be true. */
final class FoundSections implements ShardIndexer.Sections {
  private final String indexer;
  private final Source source;
  private final ShardIndexWriter writer;
  private final MultihashKey keys;
  private long blocks;
  private long skipped;
  private long bytes;
  private boolean ended;

  FoundSections(String indexer, Source source, ShardIndexWriter writer, MultihashKey keys) {
    this.indexer = indexer;
    this.source = source;
    this.writer = writer;
    this.keys = keys;
  }

  /** Lets the indexer find them; whatever it does wrong is told with its name. */
  Layout by(ShardIndexer by) throws IOException {
    try {
      return new Layout(indexer, by.index(source, this));
    } catch (RuntimeException e) {
      throw new IOException("shard indexer " + indexer + " failed: " + e, e);
    } finally {
      ended = true;
    }
  }

  long blocks() {
    return blocks;
  }

  long skipped() {
    return skipped;
  }

  @Override
  public void add(long cidOffset, Cid cid, long dataLength) throws IOException {
    if (ended) {
      throw new IllegalStateException("the pass over " + source.name() + " has ended");
    }
    if (++blocks % Indexer.LOOK == 0 && Thread.currentThread().isInterrupted()) {
      throw Indexer.stopped();
    }
    int cidLength = cid.byteLength();
    if (cidLength > Indexer.LIMITS.maxIndexCid()) {
      skipped++;
      return;
    }
    check(cidOffset, cidLength, dataLength);
    writer.add(keys.of(cid), cidOffset, (int) (cidLength + dataLength));
  }

  /** Sections lie side by side, so that all of them together are not longer than the source. */
  private void check(long offset, int cidLength, long dataLength) throws IOException {
    long most = Indexer.LIMITS.maxSection() - (long) cidLength;
    if (dataLength < 0 || dataLength > most) {
      throw wrong(offset, "data of 0 to " + most + " bytes", dataLength + " bytes");
    }
    long length = cidLength + dataLength;
    if (offset < 0 || offset > source.size() - length) {
      throw wrong(offset, "a section inside of " + source.size() + " bytes", length + " bytes");
    }
    bytes += length;
    if (bytes > source.size()) {
      throw wrong(offset, "sections of " + source.size() + " bytes together", "more");
    }
  }

  private CorruptDataException wrong(long offset, String expected, String got) {
    return new CorruptDataException(
        source.name(), offset, "section told by shard indexer " + indexer, expected, got);
  }
}
