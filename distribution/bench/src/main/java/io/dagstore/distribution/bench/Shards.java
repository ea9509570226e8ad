package io.dagstore.distribution.bench;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import java.util.SplittableRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What works over a whole store have in common: its shards, and how it is opened. */
final class Shards {
  /** Registrations at once where a work only needs a store that is full. */
  private static final int FILLERS = 64;

  @Mixin private Subject subject = new Subject();

  @Option(
      names = "--made",
      defaultValue = "0",
      description = "so many made-up CARs in memory; FILE only says where the store is put")
  private int made;

  @Option(
      names = "--blocks",
      defaultValue = "20",
      description = "blocks of each made-up CAR (default 20)")
  private int blocks;

  @Option(
      names = "--open-shards",
      defaultValue = "0",
      description = "shards that may stay open (default: the store's)")
  private int open;

  /** One to register. */
  record Shard(ShardKey key, URI mount) {}

  Subject subject() {
    return subject;
  }

  /** The CARs of the folder. */
  List<Path> files() throws IOException {
    try (var files = Files.walk(subject.file())) {
      return files.filter(file -> file.toString().endsWith(".car")).sorted().toList();
    }
  }

  List<Shard> all() throws IOException {
    if (made > 0) {
      return new Made(made);
    }
    var all = new ArrayList<Shard>();
    var mounts = new FileMountProvider();
    for (var file : files()) {
      var name = file.getFileName().toString();
      all.add(new Shard(new ShardKey(name), mounts.uri(file.toRealPath())));
    }
    return all;
  }

  /** Shards that are named when they are asked for: a million of them would fill the heap. */
  private static final class Made extends AbstractList<Shard> implements RandomAccess {
    private final int size;

    Made(int size) {
      this.size = size;
    }

    @Override
    public Shard get(int index) {
      // In no order, as the CIDs of pieces are: neighbours among the records come apart in time.
      long key = new SplittableRandom(index).nextLong();
      return new Shard(new ShardKey("made-" + Long.toHexString(key)), MadeCars.uri(index));
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** Bytes of all CARs; 0 for made-up ones. */
  long bytes() throws IOException {
    long bytes = 0;
    if (made == 0) {
      for (var file : files()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** CIDs of random blocks of all shards. */
  List<Cid> draw(int count, long seed) throws IOException {
    var random = new Random(seed);
    var cids = new ArrayList<Cid>(count);
    if (made > 0) {
      for (int i = 0; i < count; i++) {
        cids.add(MadeCars.cid(random.nextInt(made), random.nextInt(blocks)));
      }
      return cids;
    }
    var files = files();
    int each = Math.max(1, count / files.size());
    for (var file : files) {
      cids.addAll(Sample.draw(file, each, seed));
    }
    Collections.shuffle(cids, random);
    // Made anew, so that they lie in their order: who asks for a block has its CID at hand.
    cids.replaceAll(cid -> Cid.fromBytes(cid.toBytes()));
    return cids;
  }

  /** How the store in this folder is opened. */
  StoreConfig config(Path folder) {
    var config =
        StoreConfig.of(
            folder.resolve("repo"),
            MountRegistry.of(new FileMountProvider(folder), new MadeCars(blocks)),
            FileShardIndexRepository::open,
            SegmentIndex::open);
    return open > 0 ? config.maxOpenShards(open) : config;
  }

  /** A store in this folder in which all shards are available. */
  StoreRun fill(Path folder) throws IOException, InterruptedException {
    var run = StoreRun.open(config(folder));
    try {
      var _ = register(run, FILLERS);
      return run;
    } catch (IOException | InterruptedException | RuntimeException e) {
      try (run) {
        throw e;
      }
    }
  }

  /** Registers all shards by so many callers. */
  Callers.Outcome register(StoreRun run, int callers) throws IOException, InterruptedException {
    var shards = all();
    return Callers.run(
        shards.size(),
        callers,
        i -> {
          var shard = shards.get(i);
          var _ = run.store().register(shard.key(), shard.mount());
          return 1;
        });
  }
}
