package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.plugin.PluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Instances of a stranger's classes. */
final class GuardedInstances implements Instances {
  /** How long readers of a plug-in that goes may take to let go of its sources. */
  private static final long LET_GO = TimeUnit.SECONDS.toNanos(1);

  private final PluginContext context;
  private final PluginCalls calls;
  private final OpenSources open = new OpenSources();

  GuardedInstances(PluginContext context, PluginCalls calls) {
    this.context = context;
    this.calls = calls;
  }

  private <T> T make(Class<?> type, Class<T> point) throws IOException {
    return calls.call("new " + type.getName(), () -> Maker.make(type, point, context));
  }

  @Override
  public MountProvider mount(Class<?> type) throws IOException {
    return GuardedProvider.of(make(type, MountProvider.class), calls, open);
  }

  @Override
  public StoreListener listener(Class<?> type) throws IOException {
    return new GuardedListener(make(type, StoreListener.class), calls);
  }

  @Override
  public ShardIndexer indexer(Class<?> type) throws IOException {
    return GuardedIndexer.of(make(type, ShardIndexer.class), calls);
  }

  @Override
  public InvertedIndexProvider inverted(Class<?> type) throws IOException {
    var provider = make(type, InvertedIndexProvider.class);
    var name = calls.call("InvertedIndexProvider.name", () -> String.valueOf(provider.name()));
    return new InvertedIndexProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public InvertedIndex open(Path directory, OpenMode mode) throws IOException {
        return opening("InvertedIndexProvider.open", () -> provider.open(directory, mode));
      }
    };
  }

  @Override
  public JournalProvider journal(Class<?> type) throws IOException {
    var provider = make(type, JournalProvider.class);
    var name = calls.call("JournalProvider.name", () -> String.valueOf(provider.name()));
    return new JournalProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Journal open(Path directory) throws IOException {
        return opening("JournalProvider.open", () -> provider.open(directory));
      }
    };
  }

  /** Opening an index or a journal may have much to put right. */
  private <T> T opening(String name, PluginCall.Body<T> body) throws IOException {
    return calls.call(name, Patience.of(calls.limits().unsealTimeout()), body, _ -> {});
  }

  @Override
  public int end() {
    List<GuardedSource> left = open.end(LET_GO);
    left.forEach(GuardedSource::take);
    calls.close();
    return left.size();
  }
}
