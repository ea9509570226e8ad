package io.dagstore.distribution.runtime.internal;

import dagger.Module;
import dagger.Provides;
import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.index.IndexOpener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.files.Closer;
import io.dagstore.core.store.CopyLimits;
import io.dagstore.core.store.RetryPolicy;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.core.store.TraceListener;
import io.dagstore.distribution.runtime.config.ConfigException;
import io.dagstore.distribution.runtime.config.StoreSection;
import io.dagstore.distribution.runtime.plugin.Plugins;
import io.dagstore.distribution.runtime.plugin.Registries;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** The store, over the indices that the configuration names. */
@Module
interface StoreModule {
  @Provides
  @Singleton
  static Grace grace(Given given) {
    return new Grace(given.config().rpc().grace(), System::nanoTime);
  }

  @Provides
  @Singleton
  static DagStore store(
      Given given,
      Journal journal,
      Plugins plugins,
      Registries registries,
      Grace grace,
      Closer closer) {
    var config = given.config();
    int indexing = config.dagStore().maxConcurrentIndex();
    var store =
        StoreConfig.of(
                given.directory().resolve(config.dagStore().rootDir()),
                registries.mounts(),
                FileShardIndexRepository::open,
                inverted(given, plugins))
            .engine(config.index().inverted(), () -> engines(plugins))
            .indexers(registries.indexers())
            .listener(new TraceListener().and(registries.listeners()))
            .journal(journal)
            .clock(given.clock())
            .random(given.random())
            .executor(task -> given.threads().newThread(task).start())
            .verify(config.store().verify())
            .maxOpenShards(config.store().maxOpenShards())
            .copyLimits(limits(config.store()))
            .recoverOnStart(config.store().recovery().onStart())
            .retries(retries(config.store().recovery()))
            .maxCopying(config.dagStore().maxConcurrentReadyFetches())
            .maxIndexing(indexing == 0 ? Integer.MAX_VALUE : indexing);
    var opened = Opening.of(() -> Store.open(given.readOnly() ? store.following() : store));
    closer.register(opened::close);
    closer.register(new OpenReads(opened, grace));
    return opened;
  }

  @Provides
  @Singleton
  static GarbageLoop garbage(Given given, DagStore store, Closer closer) {
    var interval = given.config().dagStore().gcInterval();
    var loop = GarbageLoop.start(store::sweep, interval, given.clock(), given.threads());
    closer.register(loop::stop);
    return loop;
  }

  private static CopyLimits limits(StoreSection config) {
    return new CopyLimits(config.copiesMax(), config.copiesHigh(), config.copiesLow());
  }

  private static RetryPolicy retries(StoreSection.Recovery config) {
    return new RetryPolicy(config.retries(), config.retryFirst(), config.retryLongest());
  }

  private static IndexOpener<InvertedIndex> inverted(Given given, Plugins plugins) {
    var engines = engines(plugins);
    var opener = engines.get(given.config().index().inverted());
    if (opener == null) {
      throw ConfigException.unknown(
          given.config().report().setting("index", "inverted"), engines.keySet());
    }
    return opener;
  }

  private static Map<String, IndexOpener<InvertedIndex>> engines(Plugins plugins) {
    var engines = new TreeMap<String, IndexOpener<InvertedIndex>>();
    plugins.inverted().forEach((name, provider) -> engines.put(name, provider::open));
    engines.put("segments", SegmentIndex::open);
    return engines;
  }
}
