package io.dagstore.distribution.rpc;

import static io.dagstore.distribution.rpc.Method.named;
import static io.dagstore.distribution.rpc.Permission.ADMIN;
import static io.dagstore.distribution.rpc.Permission.READ;
import static io.dagstore.distribution.rpc.Permission.WRITE;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Methods about shards: those of Lotus, then ours. */
final class ShardMethods {
  private static final String KEY = "key";

  private final Catalogue store;
  private final BulkInitialization bulk;

  ShardMethods(Catalogue store, BulkInitialization bulk) {
    this.store = store;
    this.bulk = bulk;
  }

  List<Method> asInLotus() {
    return List.of(
        named("DagstoreListShards", READ, "All shards, sorted by key.")
            .gives(WireShard[].class, _ -> shards(new ShardPages(store, ShardQuery.FIRST))),
        named("DagstoreInitializeShard", WRITE, "Indexes a shard that must be new.")
            .with(KEY, ShardKey.class)
            .gives(void.class, a -> initializeNew(a.get(0, ShardKey.class))),
        named("DagstoreRecoverShard", WRITE, "Indexes a shard again that must be errored.")
            .with(KEY, ShardKey.class)
            .gives(void.class, a -> nothing(store.recover(a.get(0, ShardKey.class)))),
        named("DagstoreInitializeAll", WRITE, "Indexes all new shards; tells of each, twice.")
            .with("options", BulkFlags.class)
            .streams(InitializeEvent.class, this::initializeAll),
        named("DagstoreGC", ADMIN, "Removes what no shard owns any more.")
            .gives(WireCollected[].class, _ -> collect()),
        named("DagstoreRegisterShard", ADMIN, "Registers and indexes the piece of this CID.")
            .with("piece", ShardKey.class)
            .gives(void.class, a -> registerPiece(a.get(0, ShardKey.class))));
  }

  List<Method> ours() {
    return List.of(
        named("DagstoreListShardsPage", READ, "Shards by state and prefix, behind a key.")
            .with("query", WireQuery.class)
            .gives(WireShard[].class, a -> page(a.get(0, WireQuery.class))),
        named("DagstoreShardInfo", READ, "What is known of a shard, null where there is none.")
            .with(KEY, ShardKey.class)
            .gives(
                Types.optional(WireShard.class),
                a -> store.info(a.get(0, ShardKey.class)).map(WireShard::of)),
        named(
                "DagstoreShardHistory",
                READ,
                "What befell a shard that ever failed, last things only.")
            .with(KEY, ShardKey.class)
            .gives(
                WireNote[].class,
                a -> store.history(a.get(0, ShardKey.class)).stream().map(WireNote::of).toList()),
        named("DagstoreStat", READ, "Figures of the whole store.")
            .gives(WireStat.class, _ -> WireStat.of(store.stat())),
        named("DagstoreDetail", READ, "Sizes of the store's structures, and how its reads went.")
            .gives(WireDetail.class, _ -> WireDetail.of(store.detail())),
        named("DagstoreIndexShard", WRITE, "Indexes a shard that is not indexed.")
            .with(KEY, ShardKey.class)
            .gives(WireShard.class, a -> WireShard.of(store.initialize(a.get(0, ShardKey.class)))),
        named(
                "DagstoreRegisterMount",
                ADMIN,
                "Registers a CAR at a URI and, if not lazy, indexes it.")
            .with(KEY, ShardKey.class)
            .with("mount", URI.class)
            .with("options", RegisterFlags.class)
            .gives(WireShard.class, this::register),
        named("DagstoreDestroyShard", ADMIN, "Removes a shard and its indices, not its CAR.")
            .with(KEY, ShardKey.class)
            .gives(void.class, this::destroy));
  }

  private static Iterable<WireShard> shards(ShardPages pages) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return pages.hasNext();
          }

          @Override
          public WireShard next() {
            return WireShard.of(pages.next());
          }
        };
  }

  private List<WireShard> page(WireQuery query) throws IOException {
    return store.list(query.query()).stream().map(WireShard::of).toList();
  }

  private @Nullable Object initializeNew(ShardKey key) throws IOException, InterruptedException {
    var state = known(key).state();
    if (state != ShardState.NEW) {
      throw new RpcException(
          RpcException.Kind.REFUSED,
          "cannot initialize shard; expected state ShardStateNew, was: " + StateName.of(state));
    }
    return nothing(store.initialize(key));
  }

  private void initializeAll(Method.Arguments arguments, Method.Sink sink)
      throws IOException, InterruptedException {
    var flags = arguments.get(0, BulkFlags.class);
    bulk.run(flags.maxConcurrency(), flags.includeSealed(), sink::send);
  }

  private List<WireCollected> collect() throws IOException, InterruptedException {
    return store.gc().stream()
        .map(WireCollected::of)
        .sorted((a, b) -> a.key().compareTo(b.key()))
        .toList();
  }

  /** A piece that is registered already is no error. */
  private @Nullable Object registerPiece(ShardKey piece) throws IOException, InterruptedException {
    PieceMethods.check(piece);
    if (store.info(piece).isPresent()) {
      return null;
    }
    try {
      return nothing(store.register(piece, URI.create("lotus://" + piece), RegisterOptions.EAGER));
    } catch (DagStoreException.ShardExists e) {
      return null;
    }
  }

  private WireShard register(Method.Arguments arguments) throws IOException, InterruptedException {
    var options = arguments.get(2, RegisterFlags.class).options();
    return WireShard.of(
        store.register(arguments.get(0, ShardKey.class), arguments.get(1, URI.class), options));
  }

  private @Nullable Object destroy(Method.Arguments arguments)
      throws IOException, InterruptedException {
    store.destroy(arguments.get(0, ShardKey.class));
    return null;
  }

  private ShardInfo known(ShardKey key) throws IOException {
    return store.info(key).orElseThrow(() -> new DagStoreException.UnknownShard(key));
  }

  private static @Nullable Object nothing(ShardInfo info) {
    Objects.requireNonNull(info);
    return null;
  }
}
