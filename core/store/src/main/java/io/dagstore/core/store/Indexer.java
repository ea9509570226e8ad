package io.dagstore.core.store;

import io.dagstore.core.api.index.ShardIndexWriter;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.VerifiedScan;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Takes a shard into both indices with one pass over its source: by the shard indexer that
 * recognises it, else as a CAR. A zero-length section ends the pass over a CAR, because pieces are
 * padded; a CID over the index's limit is left out and counted.
 */
final class Indexer {
  static final CarLimits LIMITS = CarLimits.DEFAULT;

  /** Blocks from one look at the interrupt flag to the next. */
  static final int LOOK = 1 << 12;

  private final Parts parts;
  private final Semaphore slots;

  Indexer(Parts parts, int atOnce) {
    this.parts = parts;
    this.slots = new Semaphore(atOnce);
  }

  /** What a pass met. */
  private record Tally(long blocks, long skipped, long bytes, Layout layout) {}

  /**
   * A shard that both indices know whole.
   *
   * @param shard its record
   * @param skipped sections that were left out
   */
  record Indexed(ShardRecord shard, long skipped) {}

  /** Indexes the shard: the inverted index knows it when this returns, and its record says so. */
  Indexed index(ShardRecord shard, MountProvider provider) throws IOException {
    // A local copy is made before it is this shard's turn: that may take hours.
    try (var _ = parts.transients().keep(provider, shard)) {
      return indexInTurn(shard, provider);
    }
  }

  private Indexed indexInTurn(ShardRecord shard, MountProvider provider) throws IOException {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      throw stopped();
    }
    try (var source = parts.transients().open(provider, shard, CopyRoom.Use.WORK);
        var writer = parts.shardIndices().create(shard.key())) {
      var special = parts.indexers().recognising(source);
      var tally =
          special.isPresent() ? sections(special.get(), source, writer) : scan(source, writer);
      parts.steps().reached("scanned");
      var small = writer.small();
      if (small.isEmpty()) {
        // A file whose shard has no record would be nobody's.
        parts.records().durable();
        writer.commit();
      }
      parts.steps().reached("shard index written");
      parts.records().use(shard.number());
      var next = Lifecycle.step(shard.state(), LifeEvent.INDEXED);
      var sizes = new ShardRecord.Sizes(tally.blocks(), tally.bytes(), writer.bytes());
      var indexed =
          shard.indexed(next, sizes, tally.layout()).copied(CopiedSource.facts(shard, source));
      return parts
          .inverted()
          .change(() -> {
            parts.inverted().add(shard.number(), writer.sortedKeys());
            parts.steps().reached("inverted index written");
            parts.records().put(indexed, small, parts.retries()::recovered);
            return new Indexed(indexed, tally.skipped());
          });
    } finally {
      slots.release();
    }
  }

  private Tally sections(ShardIndexer indexer, Source source, ShardIndexWriter writer)
      throws IOException {
    try {
      var sections = new FoundSections(indexer.name(), source, writer, parts.keys());
      var layout = sections.by(indexer);
      addRoots(layout.roots(), writer);
      return new Tally(sections.blocks(), sections.skipped(), source.size(), layout);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  private Tally scan(Source source, ShardIndexWriter writer) throws IOException {
    try (var scanner = CarScanner.over(source, LIMITS, ZeroSection.END)) {
      var pass = new Pass(writer);
      scanner.forEach(pass);
      addRoots(scanner.header().roots(), writer);
      return new Tally(pass.blocks, pass.skipped, source.size(), Layout.CAR);
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  /** Adds what it is shown, until its thread is interrupted. */
  private final class Pass implements VerifiedScan.Visitor {
    private final ShardIndexWriter writer;
    private long blocks;
    private long skipped;

    Pass(ShardIndexWriter writer) {
      this.writer = writer;
    }

    @Override
    public void section(CarScanner scanner) throws IOException {
      if (++blocks % LOOK == 0) {
        look();
      }
      if (scanner.cidLength() > LIMITS.maxIndexCid()) {
        skipped++;
      } else {
        add(scanner, writer);
      }
    }

    private void look() throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw stopped();
      }
      if (blocks == LOOK) {
        // What takes longer goes on after a kill: the next start shall know of it.
        parts.records().durableSoon();
      }
    }
  }

  private void add(CarScanner scanner, ShardIndexWriter writer) throws IOException {
    long key =
        parts
            .keys()
            .of(
                scanner.window(),
                scanner.multihashOffset() - scanner.windowBase(),
                scanner.multihashLength());
    writer.add(key, scanner.cidOffset(), scanner.cidLength() + scanner.dataLength());
  }

  /** Identity roots carry their block in themselves and need no section, but can be asked for. */
  private void addRoots(List<Cid> roots, ShardIndexWriter writer) throws IOException {
    for (var root : roots) {
      if (root.isIdentity() && root.byteLength() <= LIMITS.maxIndexCid()) {
        writer.add(parts.keys().of(root), 0, 0);
      }
    }
  }

  static InterruptedIOException stopped() {
    return new InterruptedIOException("indexing was stopped");
  }
}
