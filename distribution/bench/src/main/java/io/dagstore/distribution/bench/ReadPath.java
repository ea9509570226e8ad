package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.car.CarBlockstore;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Verdict;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The ways to a block that can be compared. */
enum ReadPath {
  /** A store in which the CAR is the only shard. */
  STORE {
    @Override
    BlockReader open(Path car, Path scratch) throws IOException, InterruptedException {
      return StoreRun.open(scratch, List.of(car));
    }
  },

  /** The CAR's own blockstore, without a store. */
  CAR {
    @Override
    BlockReader open(Path car, Path scratch) throws IOException {
      var blocks = CarBlockstore.open(FileSource.open(car), CarLimits.DEFAULT, ZeroSection.END);
      return new CarReads(blocks);
    }
  };

  /** Opens the way; {@code scratch} is for what it has to write. */
  abstract BlockReader open(Path car, Path scratch) throws IOException, InterruptedException;

  static Block present(Blockstore blocks, Cid cid) throws IOException {
    return blocks.get(cid).orElseThrow(() -> new FileNotFoundException("no block " + cid));
  }

  private record CarReads(CarBlockstore blocks) implements BlockReader {
    @Override
    public int read(Cid cid, VerifyPolicy policy) throws IOException {
      var block = present(blocks, cid);
      if (policy == VerifyPolicy.ALWAYS
          && new Hasher().verify(cid, block.data(), 0, block.size()) != Verdict.MATCH) {
        throw new IOException("hash mismatch of " + cid);
      }
      return block.size();
    }

    @Override
    public void close() throws IOException {
      blocks.close();
    }
  }
}
