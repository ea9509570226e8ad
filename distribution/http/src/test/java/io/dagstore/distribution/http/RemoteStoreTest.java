package io.dagstore.distribution.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.Permission;
import io.dagstore.distribution.rpc.RemoteNode;
import io.dagstore.distribution.rpc.RpcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store over the wire answers and throws as the store itself. */
final class RemoteStoreTest {
  @TempDir Path directory;

  private Site site;
  private HttpServer http;
  private RemoteNode node;
  private Catalogue store;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    http = HttpServer.start(HttpConfig.of("remote"), site.endpoint());
    node = RemoteNode.connect(new ApiInfo(http.url(), Optional.of(site.all())));
    store = node.store();
  }

  @AfterEach
  void close() throws Exception {
    node.close();
    http.close();
    site.close();
  }

  @Test
  void answersAreThoseOfTheStore() throws Exception {
    var key = ShardKey.of("ä/ü %/\"\\\u0001");
    var made = store.register(key, site.put("a"));

    assertThat(Optional.of(made)).isEqualTo(site.store.info(key)).isEqualTo(store.info(key));
    assertThat(store.list(ShardQuery.FIRST)).isEqualTo(site.store.list(ShardQuery.FIRST));
    assertThat(store.stat()).isEqualTo(site.store.stat());
    assertThat(store.gc()).isEqualTo(site.store.gc());
    for (var block : Site.CAR.list()) {
      assertThat(store.get(block.cid())).hasValue(block);
      assertThat(store.has(block.cid())).isTrue();
      assertThat(store.size(block.cid())).hasValue(block.size());
      assertThat(store.find(block.cid())).containsExactly(key);
    }
    store.destroy(key);
    assertThat(store.info(key)).isEmpty();
    assertThat(store.get(Site.CAR.root())).isEmpty();
    assertThat(store.size(Site.CAR.root())).isEmpty();
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() throws Exception {
    for (int i = 0; i < 7; i++) {
      store.register(ShardKey.of("k" + i), site.put("k" + i), RegisterOptions.LAZY);
    }
    var query = ShardQuery.FIRST.limit(3).state(ShardState.NEW).prefix("k");
    var first = store.list(query);

    var rest = store.list(query.after(first.getLast().key()).limit(10));

    assertThat(first).hasSize(3);
    assertThat(rest).extracting(ShardInfo::key).hasToString("[k3, k4, k5, k6]");
  }

  @Test
  void exceptionsAreThoseOfTheStore() throws Exception {
    var key = ShardKey.of("k");
    same(
        () -> store.register(key, URI.create("ftp://a")),
        () -> site.store.register(key, URI.create("ftp://a")));
    same(() -> store.initialize(key), () -> site.store.initialize(key));
    same(() -> store.destroy(key), () -> site.store.destroy(key));
    same(() -> store.recover(key), () -> site.store.recover(key));
    assertThatThrownBy(() -> store.register(key, FakeMounts.uri("gone")))
        .isInstanceOf(DagStoreException.ShardFailed.class)
        .cause()
        .isInstanceOf(NoSuchFileException.class);
    same(
        () -> store.register(key, FakeMounts.uri("x")),
        () -> site.store.register(key, FakeMounts.uri("x")));
    site.put("gone");
    assertThat(store.recover(key).state()).isEqualTo(ShardState.AVAILABLE);
    same(() -> store.recover(key), () -> site.store.recover(key));
    try (var _ = site.store.acquire(key)) {
      same(() -> store.destroy(key), () -> site.store.destroy(key));
    }
  }

  @Test
  void aBlockThatIsNotItsHashIsCorrupt() throws Exception {
    var bytes = Site.CAR.bytes();
    bytes[bytes.length - 1] ^= 1;
    store.register(Site.KEY, site.mounts.put("a", bytes));
    var cid = Site.CAR.cids().getLast();

    assertThatThrownBy(() -> store.get(cid)).isInstanceOf(CorruptDataException.class);
    same(() -> store.get(cid), () -> site.store.get(cid));
  }

  @Test
  void aBlockWhoseHashNobodyKnowsIsNotCalledGood() throws Exception {
    var cid = Cid.v1(Multicodec.RAW, Multihash.of(0x1e, new byte[32]));
    var car = SampleCar.of(cid, List.of(new Block(cid, new byte[] {1})));
    store.register(Site.KEY, site.mounts.put("a", car));

    assertThatThrownBy(() -> store.get(cid)).isInstanceOf(DagStoreException.Unverifiable.class);
    same(() -> store.get(cid), () -> site.store.get(cid));
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void same(Attempt there, Attempt here) {
    var thrownHere = thrown(here);
    var thrownThere = thrown(there);

    assertThat(thrownThere).hasSameClassAs(thrownHere).hasMessage(thrownHere.getMessage());
  }

  private static Throwable thrown(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("expected an exception, got none");
  }

  @Test
  void theJournalIsReadAndFollowed() throws Exception {
    for (var name : List.of("a", "b")) {
      site.journal.record(
          new JournalEvent(site.time.instant(), "test", name, Map.of("n", 7L, "t", "x")));
    }
    var events = new ArrayList<JournalEvent>();

    node.journal(JournalQuery.ALL.system("test"), events::add);

    assertThat(events).isEqualTo(site.journal.events());
    var third = new AtomicReference<JournalEvent>();
    var got = new CountDownLatch(1);
    var follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                node.journal(
                    JournalQuery.ALL.following().system("live"),
                    event -> {
                      third.set(event);
                      got.countDown();
                    });
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    site.journal.record(new JournalEvent(site.time.instant(), "live", "c", Map.of()));
    got.await();
    follower.interrupt();
    follower.join();

    assertThat(third.get()).isEqualTo(site.journal.events().getLast());
  }

  @Test
  void allNewShardsAreIndexed() throws Exception {
    for (int i = 0; i < 20; i++) {
      site.store.register(ShardKey.of("k" + i), site.put("k" + i), RegisterOptions.LAZY);
    }
    var ends = new ArrayList<String>();

    node.initializeAll(
        4,
        true,
        event -> {
          if (event.success()) {
            ends.add(event.key());
          }
        });

    assertThat(ends).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void theNodeIsAskedForItself() throws Exception {
    assertThat(node.status()).isEqualTo(site.status());
    assertThat(node.plugins()).isEqualTo(site.plugins());
    var token = node.newToken(EnumSet.of(Permission.READ));
    assertThat(node.verifyToken(token)).isEqualTo(Set.of(Permission.READ));
    node.shutdown();
    assertThat(site.stopped.getCount()).isZero();
  }

  @Test
  void whoIsNotAllowedIsToldSo() throws Exception {
    try (var guest = RemoteNode.connect(new ApiInfo(http.url(), Optional.empty()));
        var liar = RemoteNode.connect(new ApiInfo(http.url(), Optional.of("x")))) {
      assertThat(guest.store().list(ShardQuery.FIRST)).isEmpty();
      refused(RpcException.Kind.MISSING_PERMISSION, guest::shutdown);
      refused(RpcException.Kind.MISSING_PERMISSION, () -> guest.initializeAll(1, true, _ -> {}));
      refused(RpcException.Kind.UNAUTHORIZED, liar::status);
      refused(RpcException.Kind.UNAUTHORIZED, () -> liar.journal(JournalQuery.ALL, _ -> {}));
    }
  }

  private static void refused(RpcException.Kind kind, Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aNodeThatIsNotThereIsAnErrorOfTheWorld() throws Exception {
    http.close();

    assertThatThrownBy(() -> store.stat()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> node.journal(JournalQuery.ALL, _ -> {}))
        .isInstanceOf(IOException.class);
    store.close();
    assertThatThrownBy(() -> store.stat()).isInstanceOf(DagStoreException.StoreClosed.class);
  }

  @Test
  void anInterruptEndsTheWaitAndNothingElse() throws Exception {
    var held = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    site.put("a");
    site.mounts.gate(
        "a",
        () -> {
          begun.countDown();
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var thrown = new AtomicReference<Throwable>();
    var waiting =
        Thread.ofVirtual()
            .start(() -> thrown.set(thrown(() -> store.register(Site.KEY, FakeMounts.uri("a")))));
    begun.await();

    waiting.interrupt();
    waiting.join();

    assertThat(thrown.get())
        .isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
    held.countDown();
    assertThat(store.initialize(Site.KEY).blocks()).isEqualTo(20);
  }

  @Test
  void manyThreadsUseOneClient() throws Exception {
    var car = SampleCar.small(50, 9);
    store.register(Site.KEY, site.mounts.put("many", car.bytes()));
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 32; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (var block : car.list()) {
                    assertThat(store.get(block.cid())).hasValue(block);
                  }
                } catch (IOException | AssertionError e) {
                  failures.add(e);
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
  }
}
