package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.MISSING_ROOT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks one file through and through, and goes on where it can. */
final class Verifier {
  private final CarReader reader;
  private final CarFiles.Means means;
  private final List<CarException> problems = new ArrayList<>();
  private long count;

  Verifier(CarReader reader, CarFiles.Means means) {
    this.reader = reader;
    this.means = means;
  }

  CarVerification verify() throws IOException {
    var index = index();
    var indexCheck = index.map(found -> new IndexCheck(reader, found, this::report));
    var roots = new RootSearch(reader.header().roots());
    var totals = new Totals();
    try (var scanner = reader.scan(means.zero())) {
      VerifiedScan.run(
          scanner,
          reader.source(),
          means.work(),
          section -> {
            totals.add(section);
            roots.see(section);
          },
          both(new HashCheck(reader.source().name(), this::report), indexCheck));
      indexCheck.ifPresent(IndexCheck::finish);
      reportMissing(roots);
    } catch (CarException e) {
      report(e);
    }
    problems.sort(Comparator.comparingLong(CarException::offset));
    return new CarVerification(totals.blocks, totals.bytes, totals.unverifiable, problems, count);
  }

  private Optional<CarIndex> index() throws IOException {
    try {
      return reader.index();
    } catch (CarException e) {
      report(e);
      return Optional.empty();
    }
  }

  private static SectionBatch.Check both(HashCheck hashes, Optional<IndexCheck> index) {
    if (index.isEmpty()) {
      return hashes;
    }
    var second = index.get();
    return (hasher, section, bytes, cid, data, length) -> {
      hashes.check(hasher, section, bytes, cid, data, length);
      second.check(hasher, section, bytes, cid, data, length);
    };
  }

  private void reportMissing(RootSearch roots) {
    var header = reader.header();
    if (header.roots().isEmpty()) {
      report(missing("at least one", "none"));
    }
    for (var root : roots.missing()) {
      report(missing("a block", "no block of " + root));
    }
  }

  private CarException missing(String expected, String got) {
    return new CarException(
        MISSING_ROOT, reader.source().name(), reader.header().dataOffset(), "root", expected, got);
  }

  private synchronized void report(CarException problem) {
    count++;
    if (problems.size() < CarVerification.MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  private static final class Totals {
    long blocks;
    long bytes;
    long unverifiable;

    void add(CarScanner section) {
      blocks++;
      bytes += section.dataLength();
      unverifiable += io.dagstore.core.ipld.Hasher.knows(section.hashFunction()) ? 0 : 1;
    }
  }
}
