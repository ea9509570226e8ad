package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;

/**
 * A stranger's indexer. It is asked of every source, so one that cannot answer has not recognised
 * it, and one that hangs is not asked again: other shards must not suffer. While it indexes, each
 * read and each section is a sign of life.
 */
final class GuardedIndexer implements ShardIndexer {
  private final ShardIndexer indexer;
  private final PluginCalls calls;
  private final String name;
  private volatile boolean silent;

  private GuardedIndexer(ShardIndexer indexer, PluginCalls calls, String name) {
    this.indexer = indexer;
    this.calls = calls;
    this.name = name;
  }

  static GuardedIndexer of(ShardIndexer indexer, PluginCalls calls) throws IOException {
    return new GuardedIndexer(
        indexer, calls, calls.call("ShardIndexer.name", () -> String.valueOf(indexer.name())));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean recognises(Source source) {
    if (silent) {
      return false;
    }
    long begun = System.nanoTime();
    var lent = new LentSource(source, () -> {});
    try {
      return calls.call("ShardIndexer.recognises", () -> indexer.recognises(lent));
    } catch (IOException e) {
      silent = System.nanoTime() - begun >= calls.limits().callTimeout().toNanos();
      return false;
    } finally {
      lent.end();
    }
  }

  @Override
  public List<Cid> index(Source source, Sections sections) throws IOException {
    var patience = Patience.of(calls.limits().callTimeout());
    var lent = new LentSource(source, patience::renew);
    var checked = new CheckedSections(sections, source.size(), patience::renew);
    try {
      return calls.call(
          "ShardIndexer.index", patience, () -> List.copyOf(indexer.index(lent, checked)), _ -> {});
    } finally {
      lent.end();
      checked.end();
    }
  }
}
