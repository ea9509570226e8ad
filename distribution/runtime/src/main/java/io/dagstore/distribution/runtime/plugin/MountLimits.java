package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.Source;
import io.dagstore.distribution.runtime.config.DagStoreSection;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many mounts of a node are asked and opened at once, whoever brings them. How many that are
 * ready are copied at once is the store's to limit, which knows when a copy is done.
 */
final class MountLimits {
  private final Limit calls;
  private final Limit ready;
  private final Limit unready;

  MountLimits(DagStoreSection config) {
    calls = Limit.of(config.maxConcurrencyStorageCalls());
    ready = Limit.of(config.maxConcurrentReadyFetches());
    unready = Limit.of(config.maxConcurrentUnseals());
  }

  /** The same provider within the limits. */
  MountProvider limit(MountProvider provider) {
    return new Limited(provider);
  }

  private final class Limited implements MountProvider {
    private final MountProvider provider;

    Limited(MountProvider provider) {
      this.provider = provider;
    }

    @Override
    public String scheme() {
      return provider.scheme();
    }

    @Override
    public Mount mount(URI uri) {
      return new LimitedMount(provider.mount(uri));
    }

    @Override
    public Optional<URI> find(ShardKey key) throws IOException {
      return calls.run(() -> provider.find(key));
    }
  }

  private final class LimitedMount implements Mount {
    private final Mount mount;
    private volatile @Nullable MountStat seen;

    LimitedMount(Mount mount) {
      this.mount = mount;
    }

    @Override
    public URI uri() {
      return mount.uri();
    }

    @Override
    public MountStat stat() throws IOException {
      var stat = calls.run(mount::stat);
      seen = stat;
      return stat;
    }

    @Override
    public boolean sequential() {
      return mount.sequential();
    }

    /** The call limit is taken last, so that an opening which waits its turn holds up no others. */
    @Override
    public Source open() throws IOException {
      var stat = stat();
      var turn = stat.exists() && !stat.ready() ? unready : ready;
      return turn.run(() -> calls.run(mount::open));
    }

    /** What is not ready keeps its turn until the stream is closed: it is being unsealed. */
    @Override
    public MountStream stream(long from) throws IOException {
      var last = seen;
      var stat = last == null ? stat() : last;
      if (!stat.exists() || stat.ready()) {
        return calls.run(() -> mount.stream(from));
      }
      unready.enter();
      try {
        return ending(calls.run(() -> mount.stream(from)));
      } catch (IOException | RuntimeException | Error e) {
        unready.leave();
        throw e;
      }
    }

    private MountStream ending(MountStream stream) {
      var bytes = new EndingStream(stream.bytes(), unready::leave);
      return new MountStream(
          bytes, stream.position(), stream.size(), stream.version(), stream.digest());
    }
  }
}
