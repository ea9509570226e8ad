package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.core.unixfs.PackListener;
import io.dagstore.core.unixfs.PackOptions;
import io.dagstore.core.unixfs.TreePacker;
import io.dagstore.core.unixfs.UnixFsBuilder;
import io.dagstore.core.unixfs.UnixFsProfile;
import io.dagstore.core.unixfs.UnixFsReader;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.CarFolder;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's use of the library, on the real parts of every room. */
final class TenLinesTest {
  private static final String TEXT = "Hello, DAG.\n";

  @TempDir private Path folder;

  @Test
  void aFolderOfCarsIsReadByPath() throws IOException, InterruptedException {
    var cars = Files.createDirectories(folder.resolve("cars"));
    var root = pack(cars.resolve("pages.car"));

    assertThat(read(folder.resolve("store"), cars, root)).isEqualTo(TEXT);
  }

  private static String read(Path directory, Path cars, Cid root)
      throws IOException, InterruptedException {
    var files = new FileMountProvider(directory);
    var config =
        StoreConfig.of(
            directory, MountRegistry.of(files), FileShardIndexRepository::open, SegmentIndex::open);
    try (var store = Store.open(config)) {
      for (var car : CarFolder.walk(cars).files()) {
        store.register(ShardKey.of(car.key()), files.uri(car.path()));
      }
      Optional<Block> block = store.get(root);
      var reader = new UnixFsReader(store);
      try (var in = reader.open(reader.resolve(root, "/hello.txt").cid())) {
        return block.isPresent() ? new String(in.readAllBytes(), UTF_8) : "";
      }
    }
  }

  private Cid pack(Path file) throws IOException, InterruptedException {
    var pages = Files.createDirectories(folder.resolve("pages"));
    Files.writeString(pages.resolve("hello.txt"), TEXT);
    var placeholder = Cid.v1(Multicodec.DAG_PB, Multihash.sum(Multicodec.SHA2_256, new byte[0]));
    try (var car = CarWriter.create(file, CarFormat.V2, List.of(placeholder))) {
      var builder = new UnixFsBuilder(UnixFsProfile.V1_2025, car);
      var options = new PackOptions(PackOptions.Hidden.PACK, PackOptions.Keep.NOTHING);
      var root = new TreePacker(builder, options, PackListener.NONE).pack(pages).cid();
      car.roots(List.of(root));
      car.finish();
      return root;
    }
  }
}
