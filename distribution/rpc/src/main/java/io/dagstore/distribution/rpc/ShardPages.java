package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Shards of any number, page by page while they are walked over; walked over once. */
final class ShardPages implements Iterator<ShardInfo> {
  private final Catalogue store;
  private final ShardQuery query;
  private List<ShardInfo> page;
  private int next;

  /** Reads the first page at once, so that what fails, fails before anything was sent. */
  ShardPages(Catalogue store, ShardQuery query) throws IOException {
    this.store = store;
    this.query = query;
    this.page = store.list(query);
  }

  @Override
  public boolean hasNext() {
    if (next == page.size() && page.size() == query.limit()) {
      try {
        page = store.list(query.after(page.getLast().key()));
        next = 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return next < page.size();
  }

  @Override
  public ShardInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.get(next++);
  }
}
