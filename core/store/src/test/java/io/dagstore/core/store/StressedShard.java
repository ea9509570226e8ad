package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.files.Source;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeShardIndices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A shard that is open, whose source tells when it is read behind its close. */
class StressedShard {
  static final int NUMBER = 1;
  static final MountProvider PROVIDER = new FakeMounts();

  private static final ShardRecord RECORD =
      new ShardRecord(
          NUMBER,
          ShardKey.of("k"),
          FakeMounts.uri("k"),
          ShardState.AVAILABLE,
          false,
          false,
          new ShardRecord.Sizes(0, 1, 0),
          "",
          Layout.CAR,
          LocalCopy.NONE);
  private static final ShardIndex EMPTY = empty();

  final OpenShards open = new OpenShards(2, Runnable::run);
  final OpenShard shard;
  private final PlainSource source = new PlainSource();

  StressedShard() {
    shard = new OpenShard(RECORD, PROVIDER, source, EMPTY);
    open.add(shard);
  }

  private static ShardIndex empty() {
    var indices = new FakeShardIndices(0);
    try {
      var bytes = indices.create(RECORD.key()).small().orElseThrow();
      return indices.open(RECORD.key(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a reader finds who gets in: 1, and 0 where it is too late; -1 must not be. */
  int read() {
    int entered = shard.enter();
    try {
      return entered < 0 ? 0 : source.read();
    } finally {
      open.leave(shard, entered);
    }
  }

  int closings() {
    return source.closings.get();
  }

  /** Its state is a plain field, as is what lies behind a real one. */
  private static final class PlainSource implements Source {
    private final AtomicInteger closings = new AtomicInteger();
    private int value = 1;

    int read() {
      return value;
    }

    @Override
    public String name() {
      return "plain";
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public int readUpTo(long position, byte[] target, int offset, int length) {
      return 0;
    }

    @Override
    public void close() {
      value = -1;
      closings.incrementAndGet();
    }
  }
}
