package io.dagstore.core.store;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** One CAR behind {@code slow:car}, whose reads can be held back. */
final class SlowMounts implements MountProvider {
  static final URI AT = URI.create("slow:car");

  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch going = new CountDownLatch(1);
  private volatile boolean heldBack;

  void holdBack() {
    heldBack = true;
  }

  void awaitReader() throws InterruptedException {
    reading.await();
  }

  void goOn() {
    heldBack = false;
    going.countDown();
  }

  boolean closed() {
    return closed.get();
  }

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
        return MountStat.ready(Fixture.CAR.bytes().length);
      }

      @Override
      public Source open() {
        closed.set(false);
        return new SlowSource();
      }
    };
  }

  private final class SlowSource implements Source {
    private final Source source = Source.of(Fixture.CAR.bytes(), "slow");

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public int readUpTo(long position, byte[] target, int offset, int length) throws IOException {
      if (heldBack) {
        reading.countDown();
        try {
          going.await();
        } catch (InterruptedException e) {
          throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
      }
      if (closed.get()) {
        throw new IOException("read of a closed source");
      }
      return source.readUpTo(position, target, offset, length);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
