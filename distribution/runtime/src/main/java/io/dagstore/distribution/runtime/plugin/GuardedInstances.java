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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Instances of a stranger's classes. */
final class GuardedInstances implements Instances {
  /** How long readers of a plug-in that goes may take to let go of its sources. */
  private static final long LET_GO = TimeUnit.SECONDS.toNanos(1);

  private final PluginContext context;
  private final PluginCalls calls;
  private final PluginLog log;
  private final OpenSources open = new OpenSources();

  /** The indices and journals that were opened; guarded by itself, as is whether it has ended. */
  private final List<Kept> kept = new ArrayList<>();

  private boolean ended;

  GuardedInstances(PluginContext context, PluginCalls calls, PluginLog log) {
    this.context = context;
    this.calls = calls;
    this.log = log;
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
        var keptCalls = new KeptCalls(calls);
        return opening(
            "InvertedIndexProvider.open",
            () -> new GuardedIndex(provider.open(directory, mode), keptCalls));
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
        var keptCalls = new KeptCalls(calls);
        return opening(
            "JournalProvider.open",
            () -> new GuardedJournal(provider.open(directory), keptCalls, log));
      }
    };
  }

  /** Opening an index or a journal may have much to put right. */
  private <T extends Kept> T opening(String name, PluginCall.Body<T> body) throws IOException {
    var patience = Patience.of(calls.limits().unsealTimeout());
    var opened = calls.call(name, patience, body, this::discard);
    synchronized (kept) {
      if (!ended) {
        kept.add(opened);
        return opened;
      }
    }
    discard(opened);
    throw calls.gone(name);
  }

  /** Closes what nobody uses any more; what goes wrong is in the journal. */
  private void discard(Kept opened) {
    try {
      opened.leave();
    } catch (PluginException e) {
      // It is there already.
    } catch (IOException e) {
      calls.fault("close", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int end() {
    endKept();
    List<Loan<?>> left = open.end(LET_GO);
    left.forEach(Loan::take);
    calls.close();
    return left.size();
  }

  private void endKept() {
    List<Kept> opened;
    synchronized (kept) {
      ended = true;
      opened = List.copyOf(kept);
      kept.clear();
    }
    opened.forEach(this::discard);
  }
}
