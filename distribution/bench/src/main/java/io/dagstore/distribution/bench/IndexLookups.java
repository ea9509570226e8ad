package io.dagstore.distribution.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/** Lookups in an inverted index of made-up shards, without a store around it. */
final class IndexLookups {
  private static final int READERS = 4;
  private static final int TIMED = 4_000_000;
  private static final long WARMED = 4_000_000;

  @Option(
      names = "--entries",
      split = ",",
      converter = Amount.class,
      description =
          "instead of CARs made-up keys, so many in all (20M,100M); FILE only says where the index"
              + " is put; lines inverted-add and inverted-get, as the peer's")
  private List<Long> entries = List.of();

  @Option(
      names = "--shards",
      split = ",",
      defaultValue = "10000",
      description = "made-up shards that have them (default 10000)")
  private List<Integer> shards = List.of();

  @Option(
      names = "--overlap",
      defaultValue = "0.2",
      description = "share of each shard's keys that others have too (default 0.2)")
  private double overlap;

  @Option(
      names = "--pool",
      defaultValue = "0",
      description = "keys that are shared (default: so many that four shards share each)")
  private long pool;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "1,1024",
      description = "keys that are looked for at once (default 1,1024)")
  private List<Integer> batches = List.of();

  @Option(
      names = "--adding",
      defaultValue = "0",
      description =
          "then four threads read, alone and while so many more shards are added, first present"
              + " keys, then absent ones: a line for each")
  private int adding;

  @Option(
      names = "--engine",
      defaultValue = MadeIndex.SEGMENTS,
      description = "of the inverted index: segments or chronicle (default segments)")
  private String engine = MadeIndex.SEGMENTS;

  boolean asked() {
    return !entries.isEmpty();
  }

  /** Builds each index, and looks for keys in it. */
  void run(Subject subject, int n, List<Integer> threads) throws IOException, InterruptedException {
    for (long amount : entries) {
      for (int count : shards) {
        var keys = MadeKeys.of(amount, count, overlap, pool);
        warmUp(subject, keys);
        try (var scratch = new ScratchFolder(subject.file());
            var made = new MadeIndex(scratch.path(), keys, engine)) {
          subject.print(built(made, made.add(0, keys.shards())));
          lookups(made, subject, n, threads);
          if (adding > 0) {
            whileAdding(made, subject, keys.shards(), keys.shards());
            whileAdding(made, subject, 0, keys.shards() + adding);
          }
        }
      }
    }
  }

  /**
   * Builds of a few million entries are over before all code is compiled: the first do not count.
   */
  private void warmUp(Subject subject, MadeKeys keys) throws IOException {
    for (int i = 0; i < subject.warmUps() && keys.entries() <= WARMED; i++) {
      try (var scratch = new ScratchFolder(subject.file());
          var made = new MadeIndex(scratch.path(), keys, engine)) {
        var _ = made.add(0, keys.shards());
      }
    }
  }

  private Figures built(MadeIndex made, Figures.Span span) throws IOException {
    var keys = made.keys();
    var stat = made.index().stat();
    var figures = Figures.of("inverted-add", span, keys.entries(), stat.bytes());
    figures.put("shards", keys.shards()).put("per_shard", keys.perShard()).put("overlap", overlap);
    figures.put("pool", keys.pool()).put("engine", engine);
    figures.put("disk_bytes_per_entry", (double) stat.bytes() / keys.entries());
    var written = stat.details().getOrDefault("written_bytes", 0L);
    figures.put("write_amplification", (double) written / stat.bytes());
    figures.put("anon_peak_mb", made.anonymous());
    stat.details().forEach(figures::put);
    return figures;
  }

  private void lookups(MadeIndex made, Subject subject, int n, List<Integer> threads)
      throws IOException, InterruptedException {
    for (int present : new int[] {made.keys().shards(), 0}) {
      for (int batch : batches) {
        var lookups = new KeyLookups(made.index(), made.keys(), present, batch);
        for (int i = 0; i < subject.warmUps(); i++) {
          var _ = lookups.rate(1, n);
          var _ = lookups.timed(1, Math.min(n, TIMED), () -> false);
        }
        for (int count : threads) {
          subject.print(figures(lookups, count, n));
        }
      }
    }
  }

  private static Figures figures(KeyLookups lookups, int threads, int n)
      throws IOException, InterruptedException {
    var outcome = lookups.rate(threads, n / threads);
    var figures = Figures.of("inverted-get", outcome.span(), outcome.lookups(), 0);
    if (lookups.batch() == 1) {
      var timed = lookups.timed(threads, Math.min(n / threads, TIMED), () -> false);
      Latencies.put(figures, timed.latencies());
    }
    figures.put("per_cpu_second", outcome.lookups() / outcome.span().cpuSeconds());
    figures.put("threads", threads).put("batch", lookups.batch());
    figures.put("entries", lookups.keys().entries()).put("shards", lookups.keys().shards());
    figures.put("present", lookups.present() > 0);
    return figures.put("keys_found", outcome.found());
  }

  /** Four threads read, first alone, then while shards are added: a line for each. */
  private void whileAdding(MadeIndex made, Subject subject, int present, int from)
      throws IOException, InterruptedException {
    var keys = made.keys();
    var lookups = new KeyLookups(made.index(), keys, present, 1);
    var quiet = lookups.timed(READERS, Math.min(keys.entries(), TIMED), () -> false);
    subject.print(reading("inverted-get-quiet", quiet, lookups));
    var writer = CompletableFuture.supplyAsync(() -> added(made, from, adding));
    var busy = lookups.timed(READERS, Long.MAX_VALUE, writer::isDone);
    var span = writer.join();
    var figures = reading("inverted-get-adding", busy, lookups);
    figures.put("p99_ratio", Latencies.p99(busy.latencies()) / Latencies.p99(quiet.latencies()));
    figures.put("added", adding).put("added_entries", (long) adding * keys.perShard());
    subject.print(figures.put("added_seconds", span.seconds()));
  }

  private static Figures reading(String work, KeyLookups.Outcome outcome, KeyLookups lookups) {
    var figures = Figures.of(work, outcome.span(), outcome.lookups(), 0);
    Latencies.put(figures, outcome.latencies());
    boolean present = lookups.present() > 0;
    long expected = present ? outcome.lookups() : 0;
    figures.put("present", present).put("missed", Math.max(0, expected - outcome.found()));
    var keys = lookups.keys();
    figures.put("threads", READERS).put("entries", keys.entries());
    return figures.put("shards", keys.shards());
  }

  private static Figures.Span added(MadeIndex made, int from, int count) {
    try {
      return made.add(from, from + count);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
