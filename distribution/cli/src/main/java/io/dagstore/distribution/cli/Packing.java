package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.unixfs.PackListener;
import io.dagstore.core.unixfs.PackOptions;
import io.dagstore.core.unixfs.TreePacker;
import io.dagstore.core.unixfs.UnixFsBuilder;
import io.dagstore.core.unixfs.UnixFsLink;
import io.dagstore.core.unixfs.UnixFsProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Files of a disk on their way into a CAR, each block once however often its content occurs. */
final class Packing implements BlockSink {
  private final CarWriter car;
  private final Progress progress;
  private final Set<Cid> seen = new HashSet<>();
  private final UnixFsBuilder builder;

  Packing(CarWriter car, UnixFsProfile profile, Hands hands, Progress progress) {
    this.car = car;
    this.progress = progress;
    this.builder = new UnixFsBuilder(profile, this, hands.executor(), hands.parallelism());
  }

  /**
   * A CAR's root before it is known: as long as the root will be, so that the header keeps its
   * length.
   */
  static Cid placeholder(UnixFsProfile profile) {
    var hash = Multihash.sum(Multicodec.SHA2_256, new byte[0]);
    return profile.cidVersion() == 0 ? Cid.v0(hash) : Cid.v1(Multicodec.DAG_PB, hash);
  }

  UnixFsBuilder builder() {
    return builder;
  }

  UnixFsLink tree(Path path, PackOptions.Hidden hidden) throws IOException, InterruptedException {
    var options = new PackOptions(hidden, PackOptions.Keep.NOTHING);
    return new TreePacker(builder, options, PackListener.NONE).pack(path);
  }

  @Override
  public void put(Block block) throws IOException {
    if (seen.add(block.cid())) {
      car.put(block);
    }
    progress.advance(block.size(), 1);
  }
}
