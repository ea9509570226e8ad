package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.HASH_MISMATCH;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Verdict;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Checks blocks against the hashes in their CIDs. */
final class HashCheck implements SectionBatch.Check {
  private final String source;
  private final Consumer<CarException> mismatch;

  HashCheck(String source, Consumer<CarException> mismatch) {
    this.source = source;
    this.mismatch = mismatch;
  }

  @Override
  public void check(Hasher hasher, long section, byte[] bytes, int cid, int data, int length) {
    var segment = MemorySegment.ofArray(bytes);
    int multihash = cid + Cid.multihashOffset(segment, cid);
    if (hasher.verify(segment, multihash, bytes, data, length) == Verdict.MISMATCH) {
      report(hasher, section, Cid.read(bytes, cid, data), bytes, data, length);
    }
  }

  private void report(
      Hasher hasher, long section, Cid expected, byte[] bytes, int data, int length) {
    var hash = hasher.multihash(expected.multihash().code(), bytes, data, length);
    var got = expected.version() == 0 ? Cid.v0(hash) : Cid.v1(expected.codec(), hash);
    report(
        new CarException(
            HASH_MISMATCH, source, section, "hash of block", expected.toString(), got.toString()));
  }

  private void report(CarException fault) {
    synchronized (mismatch) {
      mismatch.accept(fault);
    }
  }
}
