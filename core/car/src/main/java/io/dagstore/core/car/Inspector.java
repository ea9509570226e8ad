package io.dagstore.core.car;

import io.dagstore.core.car.CarInspection.Lengths;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the facts of one pass. */
final class Inspector {
  private final CarScanner scanner;
  private final Tally blocks = new Tally();
  private final Tally cids = new Tally();
  private final Counts codecs = new Counts();
  private final Counts hashes = new Counts();
  private final RootSearch roots;

  Inspector(CarScanner scanner) {
    this.scanner = scanner;
    this.roots = new RootSearch(scanner.header().roots());
  }

  CarInspection inspect(IndexKind index, String indexFault) throws IOException {
    scanner.forEach(this::add);
    var header = scanner.header();
    return new CarInspection(
        header,
        index,
        indexFault,
        blocks.count,
        codecs.map(),
        hashes.map(),
        blocks.lengths(),
        cids.lengths(),
        !header.roots().isEmpty() && roots.missing().isEmpty());
  }

  private void add(CarScanner section) throws IOException {
    blocks.add(section.dataLength());
    cids.add(section.cidLength());
    codecs.add(section.codec());
    hashes.add(section.hashFunction());
    roots.see(section);
  }

  private static final class Tally {
    long count;
    long sum;
    long min = Long.MAX_VALUE;
    long max;

    void add(long length) {
      count++;
      sum += length;
      min = Math.min(min, length);
      max = Math.max(max, length);
    }

    Lengths lengths() {
      return count == 0 ? new Lengths(0, 0, 0) : new Lengths(min, sum / count, max);
    }
  }

  /** How often each code was seen; codes come in runs. */
  private static final class Counts {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long code;
    private long run;

    void add(long next) {
      if (next != code) {
        flush();
        code = next;
      }
      run++;
    }

    private void flush() {
      if (run > 0) {
        counts.merge(code, run, Long::sum);
      }
      run = 0;
    }

    SortedMap<Long, Long> map() {
      flush();
      return counts;
    }
  }
}
