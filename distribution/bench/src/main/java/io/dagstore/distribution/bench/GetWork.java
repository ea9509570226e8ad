package io.dagstore.distribution.bench;

import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads blocks of one CAR at random, by CID, each once; a line for each policy and thread count.
 */
@Command(
    name = "get",
    description = {
      "Reads random blocks of a CAR by CID, copying each block's bytes; warm unless --cold.",
      "Warm means: all these blocks were read before, as often as --warm-ups says.",
      "Example: dagstore bench get big.car --threads 1,2,16 --verify never,always"
    })
final class GetWork implements Callable<Integer> {
  @Mixin private Subject subject = new Subject();

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,2,16",
      description = "readers at once (default 1,2,16)")
  private List<Integer> threads = List.of();

  @Option(
      names = "--verify",
      split = ",",
      defaultValue = "never,always",
      description = "hash policies: never, first_read, always (default never,always)")
  private List<VerifyPolicy> policies = List.of();

  @Option(
      names = "--via",
      defaultValue = "store",
      description = "store: a store with this one shard (default); car: the file alone")
  private ReadPath via = ReadPath.STORE;

  @Option(names = "--n", defaultValue = "200000", description = "blocks to read (default 200000)")
  private int n;

  @Option(
      names = "--many",
      defaultValue = "0",
      description = "blocks asked for in one call; 0: one by one (default), latencies are of calls")
  private int many;

  @Option(names = "--seed", defaultValue = "1", description = "of the choice of blocks (default 1)")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var cids = Sample.draw(subject.file(), n, seed);
    try (var scratch = new ScratchFolder(subject.file())) {
      for (var policy : policies) {
        for (int count : threads) {
          measure(scratch, policy, count, cids);
        }
      }
    }
    return 0;
  }

  private void measure(ScratchFolder scratch, VerifyPolicy policy, int count, List<Cid> cids)
      throws IOException, InterruptedException {
    try (var reader = via.open(subject.file(), scratch.path())) {
      for (int i = 0; i < subject.warmUps(); i++) {
        new RandomReads(reader, policy, cids, many).run(count);
      }
      if (!subject.cold()) {
        print(new RandomReads(reader, policy, cids, many).run(count), policy, count, cids.size());
      }
    }
    if (subject.cold()) {
      subject.dropIfCold();
      try (var reader = via.open(subject.file(), scratch.path())) {
        print(new RandomReads(reader, policy, cids, many).run(count), policy, count, cids.size());
      }
    }
  }

  private void print(Callers.Outcome outcome, VerifyPolicy policy, int count, int blocks) {
    var figures = Figures.of("get", outcome.span(), blocks, outcome.counted());
    Latencies.put(figures, outcome.latencies());
    figures.put("threads", count).put("verify", policy.name().toLowerCase(Locale.ROOT));
    figures.put("many", many).put("via", via.name().toLowerCase(Locale.ROOT));
    subject.print(figures);
  }
}
