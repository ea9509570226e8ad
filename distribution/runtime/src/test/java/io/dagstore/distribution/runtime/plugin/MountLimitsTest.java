package io.dagstore.distribution.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.Source;
import io.dagstore.distribution.runtime.config.NodeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that limit what is done with mounts do. */
@Timeout(60)
final class MountLimitsTest {
  private static final int OPENINGS = 12;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "MAXCONCURRENTREADYFETCHES, ready, 3, 3",
    "MAXCONCURRENTREADYFETCHES, sealed, 3, 5",
    "MAXCONCURRENTREADYFETCHES, ready, 0, 12",
    "MAXCONCURRENTUNSEALS, sealed, 2, 2",
    "MAXCONCURRENTUNSEALS, ready, 2, 12",
    "MAXCONCURRENTUNSEALS, sealed, 0, 12",
    "MAXCONCURRENCYSTORAGECALLS, ready, 4, 4",
    "MAXCONCURRENCYSTORAGECALLS, sealed, 4, 4",
    "MAXCONCURRENCYSTORAGECALLS, ready, 0, 12"
  })
  void soManyAreOpenedAtOnceAndNoMore(String key, String kind, int limit, int most)
      throws Exception {
    var slow = new SlowMounts();
    var mounts = limits(key, limit).limit(slow);
    var openings = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < OPENINGS; i++) {
        openings.add(threads.submit(() -> mounts.mount(URI.create("slow:" + kind)).open()));
      }

      slow.begun.acquire(most);
      for (int i = most; i < OPENINGS; i++) {
        assertThat(slow.begun.tryAcquire()).isFalse();
        slow.go.release();
        slow.begun.acquire();
      }
      slow.go.release(most);
    }
    for (var opening : openings) {
      opening.get();
    }
    assertThat(slow.most.get()).isEqualTo(most);
  }

  @Test
  void whatWaitsForItsTurnHoldsUpNobodyElse() throws Exception {
    var slow = new SlowMounts();
    var mounts = limits("MAXCONCURRENTUNSEALS", 1).limit(slow);
    var openings = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        openings.add(threads.submit(() -> mounts.mount(URI.create("slow:sealed")).open()));
      }
      slow.begun.acquire();

      openings.add(threads.submit(() -> mounts.mount(URI.create("slow:ready")).open()));
      slow.begun.acquire();

      slow.go.release(4);
    }
    assertThat(openings).allMatch(opening -> opening.state() == Future.State.SUCCESS);
    assertThat(slow.most.get()).isEqualTo(2);
  }

  @Test
  void aStreamThatIsNotReadyKeepsItsTurnUntilItIsClosed() throws Exception {
    var slow = new SlowMounts();
    slow.go.release(OPENINGS);
    var mounts = limits("MAXCONCURRENTUNSEALS", 1).limit(slow);
    var sealed = mounts.mount(URI.create("slow:sealed"));
    var ready = mounts.mount(URI.create("slow:ready"));
    assertThat(sealed.sequential()).isTrue();

    var first = sealed.stream(0);
    var second = new FutureTask<>(() -> sealed.stream(0));
    var thread = Thread.ofVirtual().start(second);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(slow.begun.availablePermits()).isEqualTo(1);
    ready.stream(0).close();

    first.close();
    first.close();
    second.get().close();
    assertThat(slow.begun.availablePermits()).isEqualTo(3);
  }

  private MountLimits limits(String key, int limit) throws IOException {
    var environment = Map.of("DAGSTORE_DAGSTORE_" + key, String.valueOf(limit));
    return new MountLimits(NodeConfig.read(folder, environment).dagStore());
  }

  /**
   * Mounts {@code slow:ready} and {@code slow:sealed}, whose openings wait until they may go on.
   */
  private static final class SlowMounts implements MountProvider {
    final Semaphore begun = new Semaphore(0);
    final Semaphore go = new Semaphore(0);
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();

    @Override
    public String scheme() {
      return "slow";
    }

    @Override
    public Mount mount(URI uri) {
      return new Mount() {
        @Override
        public URI uri() {
          return uri;
        }

        @Override
        public MountStat stat() {
          return new MountStat(true, 1, uri.getSchemeSpecificPart().equals("ready"));
        }

        @Override
        public boolean sequential() {
          return true;
        }

        @Override
        public MountStream stream(long from) {
          open();
          return MountStream.of(InputStream.nullInputStream());
        }

        @Override
        public Source open() {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          begun.release();
          go.acquireUninterruptibly();
          now.decrementAndGet();
          return Source.of(new byte[1], "slow");
        }
      };
    }
  }
}
