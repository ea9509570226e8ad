package io.dagstore.distribution.bench;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A store in a scratch folder, as the command line opens it, and reads through it. */
final class StoreRun implements BlockReader {
  private final Store store;

  private StoreRun(Store store) {
    this.store = store;
  }

  /** Opens the store in {@code folder}; CARs that it does not know yet are registered. */
  static StoreRun open(Path folder, Iterable<Path> cars) throws IOException, InterruptedException {
    var mounts = new FileMountProvider(folder);
    var config =
        StoreConfig.of(
            folder.resolve("repo"),
            MountRegistry.of(mounts),
            FileShardIndexRepository::open,
            SegmentIndex::open);
    var run = open(config);
    try {
      for (var car : cars) {
        register(run.store, mounts.uri(car.toRealPath()));
      }
      return run;
    } catch (IOException | InterruptedException | RuntimeException e) {
      try (run) {
        throw e;
      }
    }
  }

  /** Opens a store as it is. */
  static StoreRun open(StoreConfig config) throws IOException {
    return new StoreRun(Store.open(config));
  }

  private static void register(Store store, URI mount) throws IOException, InterruptedException {
    var key = new ShardKey(mount.getPath());
    if (store.info(key).isEmpty()) {
      store.register(key, mount);
    }
  }

  Store store() {
    return store;
  }

  @Override
  public int read(Cid cid, VerifyPolicy policy) throws IOException {
    var block = store.get(cid, policy);
    if (block.isEmpty()) {
      throw new FileNotFoundException("no block " + cid);
    }
    return block.get().size();
  }

  @Override
  public long readMany(List<Cid> cids, VerifyPolicy policy)
      throws IOException, InterruptedException {
    var bytes = new long[1];
    store.getMany(
        cids,
        policy,
        (i, block) ->
            bytes[0] +=
                block
                    .orElseThrow(() -> new FileNotFoundException("no block " + cids.get(i)))
                    .size());
    return bytes[0];
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
