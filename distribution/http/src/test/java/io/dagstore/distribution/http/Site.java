package io.dagstore.distribution.http;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.core.testkit.FakeInvertedIndex;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.FakeShardIndices;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.rpc.NodeStatus;
import io.dagstore.distribution.rpc.Permission;
import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.rpc.RpcEndpoint;
import io.dagstore.distribution.rpc.RpcLimits;
import io.dagstore.distribution.rpc.RpcNode;
import io.dagstore.distribution.rpc.Tokens;
import io.dagstore.journal.memory.MemoryJournal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A node of a store, a journal and tokens, without anything around it. */
final class Site implements RpcNode, AutoCloseable {
  static final ShardKey KEY = ShardKey.of("site/a");
  static final SampleCar CAR = SampleCar.small(20, 1);

  final FakeMounts mounts = new FakeMounts();
  final MemoryJournal journal = new MemoryJournal();
  final FakeTime time = new FakeTime();
  final Set<URI> sealed = ConcurrentHashMap.newKeySet();
  final CountDownLatch stopped = new CountDownLatch(1);
  final Store store;
  final Tokens tokens;

  Site(Path directory) throws IOException {
    store =
        Store.open(
            StoreConfig.of(
                    directory,
                    MountRegistry.of(mounts),
                    (_, _) -> new FakeShardIndices(),
                    (_, _) -> new FakeInvertedIndex())
                .clock(time)
                .random(new Random(42)));
    tokens = Tokens.open(directory);
  }

  RpcEndpoint endpoint(RpcLimits limits) {
    return RpcEndpoint.of(this, limits, Thread.ofVirtual().name("site-", 0).factory());
  }

  RpcEndpoint endpoint() {
    return endpoint(RpcLimits.DEFAULT);
  }

  /** A token that allows everything. */
  String all() {
    return tokens.create(EnumSet.allOf(Permission.class));
  }

  /** Puts the sample behind a mount of this name. */
  URI put(String name) {
    return mounts.put(name, CAR.bytes());
  }

  @Override
  public DagStore store() {
    return store;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public List<PluginInfo> plugins() {
    return List.of(
        new PluginInfo(
            "stranger",
            "1.0.0",
            "active",
            Optional.of("s.jar"),
            List.of("mount x"),
            Optional.empty()));
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus("0.1.0", "/repo", 7, time.instant(), time.instant(), Optional.empty());
  }

  @Override
  public boolean ready(URI mount) {
    return !sealed.contains(mount);
  }

  @Override
  public Tokens tokens() {
    return tokens;
  }

  @Override
  public void shutdown() {
    stopped.countDown();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
