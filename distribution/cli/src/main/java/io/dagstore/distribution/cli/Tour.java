package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException.Unverifiable;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.CorruptDagException;
import io.dagstore.core.unixfs.DagWalk;
import io.dagstore.core.unixfs.WalkOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongSupplier;

/** One CAR's way through a store, each step with its figures. */
final class Tour {
  private final Catalogue store;
  private final LongSupplier nanos;
  private final Progress progress;
  private final List<String> faults = new ArrayList<>();

  /**
   * What a step did.
   *
   * @param count how many blocks
   * @param bytes of block data
   * @param seconds it took
   */
  record Step(long count, long bytes, double seconds) {}

  Tour(Catalogue store, LongSupplier nanos, Progress progress) {
    this.store = store;
    this.nanos = nanos;
    this.progress = progress;
  }

  /** What did not verify so far, a line each. */
  List<String> faults() {
    return faults;
  }

  /** Indexes the CAR. */
  Step register(String key, Path car) throws IOException, InterruptedException {
    var start = nanos.getAsLong();
    ShardInfo info = store.register(ShardKey.of(key), car.toAbsolutePath().toUri());
    return new Step(info.blocks(), info.bytes(), since(start));
  }

  /** Asks for each block of the CAR in which shards it lies; the CAR must be among them. */
  Step find(String key, Path car) throws IOException {
    var shard = ShardKey.of(key);
    var count = 0L;
    var time = 0.0;
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      while (scanner.next()) {
        var cid = scanner.cid();
        var start = nanos.getAsLong();
        var found = store.find(cid);
        time += since(start);
        count++;
        if (!cid.isIdentity() && !found.contains(shard)) {
          faults.add("block " + cid + ": expected to be found in " + key + ", got " + found);
        }
      }
    }
    return new Step(count, 0, time);
  }

  /** Reads each block of the CAR out of the store, hash checked. */
  Step read(Path car) throws IOException {
    var count = 0L;
    var bytes = 0L;
    var time = 0.0;
    try (var source = FileSource.open(car);
        var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      while (scanner.next()) {
        var cid = scanner.cid();
        var start = nanos.getAsLong();
        if (isSound(cid)) {
          count++;
          bytes += scanner.dataLength();
        }
        time += since(start);
        progress.advance(scanner.sectionLength(), 1);
      }
    }
    return new Step(count, bytes, time);
  }

  private boolean isSound(Cid cid) throws IOException {
    try {
      if (store.get(cid).isPresent()) {
        return true;
      }
      faults.add("block " + cid + ": expected in the store, got none");
    } catch (CorruptDataException | Unverifiable e) {
      faults.add(Ending.message(e));
    }
    return false;
  }

  /** Follows all links below the roots and counts those that no CAR answers. */
  Links follow(List<Cid> roots) throws IOException {
    var start = nanos.getAsLong();
    var missing = new HashSet<Cid>();
    var blocks = 0L;
    for (var root : roots) {
      try {
        var walk = new DagWalk(store, WalkOptions.ALL.withMissing(missing::add));
        blocks += walk.walk(root, _ -> {}).blocks();
      } catch (CorruptDagException | CorruptDataException e) {
        faults.add(Ending.message(e));
      }
    }
    return new Links(blocks, missing.size(), since(start));
  }

  /**
   * What following the links met.
   *
   * @param blocks reached from the roots
   * @param missing CIDs that are linked to and in no CAR
   * @param seconds it took
   */
  record Links(long blocks, long missing, double seconds) {}

  private double since(long start) {
    return (nanos.getAsLong() - start) / 1e9;
  }
}
