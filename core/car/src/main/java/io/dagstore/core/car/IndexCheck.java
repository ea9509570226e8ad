package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.INCOMPLETE_INDEX;
import static io.dagstore.core.car.CarException.Fault.LYING_INDEX;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Checks that an index leads to every section, and counts the entries that do. */
final class IndexCheck implements SectionBatch.Check {
  private final CarReader reader;
  private final CarIndex index;
  private final Consumer<CarException> problem;
  private final LongAdder exact = new LongAdder();

  IndexCheck(CarReader reader, CarIndex index, Consumer<CarException> problem) {
    this.reader = reader;
    this.index = index;
    this.problem = problem;
  }

  @Override
  public void check(Hasher hasher, long section, byte[] bytes, int cid, int data, int length)
      throws IOException {
    var wanted = Cid.read(bytes, cid, data);
    long offset = section - reader.header().dataOffset();
    if (index.find(wanted.multihash(), candidate -> candidate == offset)) {
      exact.increment();
    } else if (!wanted.isIdentity() && !isElsewhere(wanted)) {
      report(INCOMPLETE_INDEX, section, "index entry", "one for " + wanted, "none");
    }
  }

  /** Whether the index leads to another section with the same block, which is as good. */
  private boolean isElsewhere(Cid cid) throws IOException {
    return index.find(cid.multihash(), candidate -> holds(cid, candidate));
  }

  private boolean holds(Cid cid, long offset) throws IOException {
    try {
      return reader.sections().holds(cid, reader.header().dataOffset() + offset);
    } catch (CarException e) {
      return false;
    }
  }

  /** To be called after the last section: entries that led to none lead nowhere. */
  void finish() {
    long lies = index.size() - exact.sum();
    if (lies > 0) {
      report(
          LYING_INDEX,
          reader.header().indexOffset(),
          "index",
          exact.sum() + " entries, each for a section",
          lies + " more");
    }
  }

  private void report(
      CarException.Fault fault, long offset, String what, String expected, String got) {
    var exception = new CarException(fault, reader.source().name(), offset, what, expected, got);
    synchronized (problem) {
      problem.accept(exception);
    }
  }
}
