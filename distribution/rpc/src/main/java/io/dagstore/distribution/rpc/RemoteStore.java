package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.Collected;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.StoreDetail;
import io.dagstore.core.api.StoreStat;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The store of a node elsewhere: the same answers and the same exceptions as the store itself.
 * Blocks are checked here too, where their hash is known. Closing it ends its use, not the
 * connection.
 */
final class RemoteStore implements Catalogue {
  private final RpcClient client;
  private final String name;
  private volatile boolean closed;

  RemoteStore(RpcClient client, String name) {
    this.client = client;
    this.name = name;
  }

  @Override
  public ShardInfo register(ShardKey key, URI mount, RegisterOptions options)
      throws IOException, InterruptedException {
    var flags = RegisterFlags.of(options);
    return waiting("DagstoreRegisterMount", WireShard.class, key, mount, flags).info();
  }

  @Override
  public ShardInfo initialize(ShardKey key) throws IOException, InterruptedException {
    return waiting("DagstoreIndexShard", WireShard.class, key).info();
  }

  @Override
  public ShardInfo recover(ShardKey key) throws IOException, InterruptedException {
    open().request("DagstoreRecoverShard", Void.class, key);
    return info(key).orElseThrow(() -> new DagStoreException.UnknownShard(key));
  }

  @Override
  public List<ShardKey> find(Cid cid) throws IOException {
    return List.of(quick("DagstoreFind", ShardKey[].class, cid));
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    var data = (Optional<?>) asked("DagstoreGetBlock", Types.optional(byte[].class), cid);
    return data.isEmpty() ? Optional.empty() : Optional.of(checked(cid, (byte[]) data.get()));
  }

  private Block checked(Cid cid, byte[] data) throws CorruptDataException {
    return switch (new Hasher().verify(cid, data, 0, data.length)) {
      case MATCH -> new Block(cid, data);
      case UNVERIFIABLE -> throw new DagStoreException.Unverifiable(cid);
      case MISMATCH ->
          throw new CorruptDataException(
              name, -1, "block " + cid, "bytes of that hash", data.length + " others");
    };
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return quick("DagstoreHasBlock", Boolean.class, cid);
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    var size = (Optional<?>) asked("DagstoreBlockSize", Types.optional(Long.class), cid);
    return size.isEmpty() ? OptionalLong.empty() : OptionalLong.of((Long) size.get());
  }

  @Override
  public Explanation explain(Cid cid) throws IOException {
    return quick("DagstoreExplain", WireExplanation.class, cid).explanation();
  }

  @Override
  public Optional<ShardInfo> info(ShardKey key) throws IOException {
    var shard = (Optional<?>) asked("DagstoreShardInfo", Types.optional(WireShard.class), key);
    return shard.map(known -> ((WireShard) known).info());
  }

  @Override
  public List<ShardNote> history(ShardKey key) throws IOException {
    return Stream.of(quick("DagstoreShardHistory", WireNote[].class, key))
        .flatMap(WireNote::note)
        .toList();
  }

  @Override
  public List<ShardInfo> list(ShardQuery query) throws IOException {
    return shards(quick("DagstoreListShardsPage", WireShard[].class, WireQuery.of(query)));
  }

  private static List<ShardInfo> shards(WireShard[] shards) {
    return Stream.of(shards).map(WireShard::info).toList();
  }

  @Override
  public void destroy(ShardKey key) throws IOException, InterruptedException {
    open().request("DagstoreDestroyShard", Void.class, key);
  }

  @Override
  public List<Collected> gc() throws IOException, InterruptedException {
    var collected = waiting("DagstoreGC", WireCollected[].class);
    return Arrays.stream(collected).map(WireCollected::collected).toList();
  }

  @Override
  public StoreStat stat() throws IOException {
    return quick("DagstoreStat", WireStat.class).stat();
  }

  @Override
  public StoreDetail detail() throws IOException {
    return quick("DagstoreDetail", WireDetail.class).detail();
  }

  private <T> T waiting(String method, Class<T> result, Object... params)
      throws IOException, InterruptedException {
    return open().call(method, result, params);
  }

  private <T> T quick(String method, Class<T> result, Object... params) throws IOException {
    return result.cast(asked(method, result, params));
  }

  private Object asked(String method, Type result, Object... params) throws IOException {
    try {
      return Objects.requireNonNull(open().request(method, result, params));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("interrupted while " + method + " was waited for");
      stopped.initCause(e);
      throw stopped;
    }
  }

  private RpcClient open() {
    if (closed) {
      throw new DagStoreException.StoreClosed();
    }
    return client;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return name;
  }
}
