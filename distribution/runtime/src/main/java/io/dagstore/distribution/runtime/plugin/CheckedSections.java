package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.ShardIndexer.Sections;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;

/** The sections that a plug-in finds, taken in while its call lasts and never more than can be. */
final class CheckedSections implements Sections {
  private final Sections sections;
  private final long size;
  private final Runnable alive;
  private long added;
  private boolean ended;

  CheckedSections(Sections sections, long size, Runnable alive) {
    this.sections = sections;
    this.size = size;
    this.alive = alive;
  }

  @Override
  public synchronized void add(long cidOffset, Cid cid, long dataLength) throws IOException {
    if (ended) {
      throw new IOException("a section was added after the call was over");
    }
    long room = size - cidOffset - cid.byteLength();
    if (cidOffset < 0 || dataLength < 0 || dataLength > room) {
      throw new IOException(
          "section at %d: expected it within %d bytes, got %d bytes of data there"
              .formatted(cidOffset, size, dataLength));
    }
    if (++added > size) {
      throw new IOException("sections: expected at most one a byte, got more than " + size);
    }
    sections.add(cidOffset, cid, dataLength);
    alive.run();
  }

  /** Takes in no more; returns when nothing is being taken in. */
  synchronized void end() {
    ended = true;
  }
}
