package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers a folder of CARs in a store and asks it which shards hold a block. */
@Command(
    name = "lookup",
    description = {
      "Registers every CAR of a folder, then asks which shards hold random blocks of them.",
      "With --entries it asks an inverted index of made-up keys, without a store around it.",
      "Example: dagstore bench lookup folder-of-cars --n 200000",
      "Example: dagstore bench lookup . --entries 20M,100M --shards 10000 --n 4000000 --threads 1,2"
    })
final class LookupWork implements Callable<Integer> {
  @Mixin private Subject subject = new Subject();

  @Option(names = "--n", defaultValue = "200000", description = "lookups (default 200000)")
  private int n;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1",
      description = "askers at once (default 1)")
  private List<Integer> threads = List.of();

  @Mixin private IndexLookups made = new IndexLookups();

  @Option(names = "--seed", defaultValue = "1", description = "of the choice of blocks (default 1)")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (made.asked()) {
      made.run(subject, n, threads);
      return 0;
    }
    var cars = cars();
    try (var scratch = new ScratchFolder(subject.file())) {
      var clock = new Figures.Clock();
      try (var run = StoreRun.open(scratch.path(), cars)) {
        var registered = Figures.of("register", clock.stop(), cars.size(), bytes(cars));
        subject.print(registered.put("repo_bytes", scratch.bytes()));
        print(run.store(), cids(cars), cars.size());
      }
    }
    return 0;
  }

  private void print(Store store, List<Cid> cids, int shards)
      throws IOException, InterruptedException {
    var reads = new RandomReads(new Finder(store), VerifyPolicy.NEVER, cids);
    for (int i = 0; i < subject.warmUps(); i++) {
      reads.run(threads.getFirst());
    }
    for (int count : threads) {
      var outcome = reads.run(count);
      var figures = Figures.of("lookup", outcome.span(), cids.size(), 0);
      Latencies.put(figures, outcome.latencies());
      figures.put("threads", count).put("shards", shards).put("keys_found", outcome.counted());
      subject.print(figures);
    }
  }

  /** Counts the shards found where a reader counts bytes. */
  private record Finder(Store store) implements BlockReader {
    @Override
    public int read(Cid cid, VerifyPolicy policy) throws IOException {
      int found = store.find(cid).size();
      if (found == 0) {
        throw new FileNotFoundException("no shard has " + cid);
      }
      return found;
    }

    @Override
    public void close() {}
  }

  private List<Path> cars() throws IOException {
    try (var files = Files.walk(subject.file())) {
      return files.filter(file -> file.toString().endsWith(".car")).sorted().toList();
    }
  }

  private List<Cid> cids(List<Path> cars) throws IOException {
    var cids = new ArrayList<Cid>();
    for (var car : cars) {
      cids.addAll(Sample.draw(car, Math.max(1, n / cars.size()), seed));
    }
    Collections.shuffle(cids, new Random(seed));
    return cids;
  }

  private static long bytes(List<Path> cars) throws IOException {
    long bytes = 0;
    for (var car : cars) {
      bytes += Files.size(car);
    }
    return bytes;
  }
}
