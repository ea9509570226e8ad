package demo;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.nio.file.Path;

/** Arguments: the store's folder, a CAR, the CID of a block in it; prints the block's size. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var directory = Path.of(args[0]);
    var files = new FileMountProvider(directory);
    var config =
        StoreConfig.of(
            directory, MountRegistry.of(files), FileShardIndexRepository::open, SegmentIndex::open);
    try (var store = Store.open(config)) {
      store.register(ShardKey.of("one"), files.uri(Path.of(args[1])));
      var block = store.get(Cid.parse(args[2])).orElseThrow();
      System.out.println(Main.class.getModule().isNamed() + " " + block.size());
    }
  }
}
