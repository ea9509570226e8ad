package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.VerifiedScan;
import io.dagstore.core.car.Work;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.Optional;

/** Examines a shard's bytes against its index. */
final class DataExam {
  private final Subject subject;
  private final Findings findings;
  private final Work work;

  DataExam(Subject subject, Findings findings, Work work) {
    this.subject = subject;
    this.findings = findings;
    this.work = work;
  }

  /**
   * Compares the number of entries with that of the record; only where they differ, which they may,
   * the CAR's sections are counted, without their data.
   */
  Optional<Finding> count(ShardRecord shard, ShardIndex index) throws IOException {
    if (index.entries() == shard.blocks()) {
      return Optional.empty();
    }
    if (!shard.layout().isCar()) {
      long most = shard.blocks() + shard.layout().roots().size();
      return index.entries() <= most
          ? Optional.empty()
          : Optional.of(miscounted(shard, index, "at most " + most, shard.blocks()));
    }
    return read(
        shard,
        source -> {
          try (var scanner = CarScanner.over(source, Indexer.LIMITS, ZeroSection.END)) {
            var met = new MetSections(subject.keys(), index, source.name());
            scanner.forEach(met::count);
            met.roots(scanner.header().roots());
            return met.entries() == index.entries() && met.blocks() == shard.blocks()
                ? Optional.empty()
                : Optional.of(miscounted(shard, index, "" + met.entries(), met.blocks()));
          }
        });
  }

  private static Finding miscounted(
      ShardRecord shard, ShardIndex index, String entries, long blocks) {
    return Finding.of(
        Invariant.SHARD_INDEX_COUNT,
        shard.mount().toString(),
        entries + " entries for " + blocks + " blocks",
        index.entries() + " entries, and a record of " + shard.blocks() + " blocks");
  }

  /** Reads and hashes all of it, and looks each section up. */
  Optional<Finding> deep(ShardRecord shard, ShardIndex index) throws IOException {
    return read(
        shard,
        source ->
            shard.layout().isCar() ? car(shard, index, source) : entries(shard, index, source));
  }

  private Optional<Finding> car(ShardRecord shard, ShardIndex index, Source source)
      throws IOException {
    var met = new MetSections(subject.keys(), index, source.name());
    var bad = new BadBlocks(shard, findings);
    var totals =
        VerifiedScan.run(source, Indexer.LIMITS, ZeroSection.END, work, met::find, bad::add);
    findings.hashed(totals.blocks(), totals.bytes());
    findings.unverifiable(totals.unverifiable());
    try (var scanner = CarScanner.over(source, Indexer.LIMITS, ZeroSection.END)) {
      met.roots(scanner.header().roots());
    }
    bad.end();
    // Over bytes that are damaged the index that was made of sound ones is the better one.
    return bad.count() > 0 ? Optional.empty() : met.finding(shard);
  }

  private Optional<Finding> entries(ShardRecord shard, ShardIndex index, Source source)
      throws IOException {
    var bad = new BadBlocks(shard, findings);
    var totals = new EntryWalk(subject.keys(), index, source).walk(bad);
    findings.hashed(totals.blocks(), totals.bytes());
    findings.unverifiable(totals.unverifiable());
    bad.end();
    return Optional.empty();
  }

  @FunctionalInterface
  private interface Look {
    Optional<Finding> at(Source source) throws IOException;
  }

  /** What is wrong with the bytes is told here; it is nothing that a new index would mend. */
  private Optional<Finding> read(ShardRecord shard, Look look) throws IOException {
    var provider = subject.mounts().provider(shard);
    try (var source = subject.transients().open(provider, shard, CopyRoom.Use.WORK)) {
      return sized(shard, source, look);
    } catch (DagStoreException.StoreReadOnly | DagStoreException.NoRoom e) {
      // What comes in one pass is read where a copy of it is there, or can be made.
      findings.unreachable();
    } catch (CorruptDataException e) {
      findings.tell(Finding.of(Invariant.BLOCKS_SOUND, e).in(shard.key()));
    } catch (IOException e) {
      findings.tell(
          Finding.of(Invariant.MOUNT_THERE, shard.mount().toString(), "bytes", ShardWalks.text(e))
              .in(shard.key()));
    }
    return Optional.empty();
  }

  private Optional<Finding> sized(ShardRecord shard, Source source, Look look) throws IOException {
    if (source.size() == shard.bytes()) {
      return look.at(source);
    }
    findings.tell(
        Finding.of(
                Invariant.MOUNT_SIZE,
                source.name(),
                shard.bytes() + " bytes as when it was indexed",
                source.size() + " bytes")
            .in(shard.key()));
    return Optional.empty();
  }
}
