package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Hasher;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pass over all sections of a CAR that checks the hash of every block, on several threads: one
 * walks the section heads, all hash.
 */
public final class VerifiedScan {
  private final CarScanner scanner;
  private final @Nullable Source source;
  private final @Nullable MemorySegment whole;
  private final Visitor visitor;
  private final SectionBatch.Check check;
  private final ConcurrentLinkedQueue<SectionBatch> idle = new ConcurrentLinkedQueue<>();
  private final Hands hands;

  private VerifiedScan(
      CarScanner scanner,
      @Nullable Source source,
      Work work,
      Visitor visitor,
      SectionBatch.Check check) {
    this.scanner = scanner;
    this.source = source;
    this.whole = scanner.window().isMapped() ? scanner.window() : null;
    this.visitor = visitor;
    this.check = check;
    this.hands = new Hands(work, 2);
  }

  /**
   * Totals of a pass.
   *
   * @param blocks sections seen
   * @param bytes of block data seen
   * @param unverifiable blocks whose hash function this build does not know
   */
  public record Totals(long blocks, long bytes, long unverifiable) {}

  /** Sees each section on the walking thread, in order, before its data is hashed. */
  @FunctionalInterface
  public interface Visitor {
    /** The scanner's getters speak of the section. */
    void section(CarScanner scanner) throws IOException;
  }

  /**
   * Checks all blocks of {@code source}.
   *
   * @param work hands to hash the data; the calling thread helps
   * @param visitor sees each section
   * @param mismatch is given a {@link CarException.Fault#HASH_MISMATCH} for each bad block, in no
   *     order, one at a time
   * @throws CarException if the walk itself cannot go on
   */
  public static Totals run(
      Source source,
      CarLimits limits,
      ZeroSection zero,
      Work work,
      Visitor visitor,
      Consumer<CarException> mismatch)
      throws IOException {
    try (var scanner = CarScanner.over(source, limits, zero)) {
      return run(scanner, source, work, visitor, new HashCheck(source.name(), mismatch));
    }
  }

  /** Checks what is left of a pass that was begun, such as one over a stream. */
  public static Totals run(
      CarScanner scanner, Work work, Visitor visitor, Consumer<CarException> mismatch)
      throws IOException {
    return run(scanner, null, work, visitor, new HashCheck(scanner.source(), mismatch));
  }

  static Totals run(
      CarScanner scanner,
      @Nullable Source source,
      Work work,
      Visitor visitor,
      SectionBatch.Check check)
      throws IOException {
    return new VerifiedScan(scanner, source, work, visitor, check).run();
  }

  private Totals run() throws IOException {
    try {
      return walk();
    } catch (InternalError e) {
      throw scanner.fault(e);
    } finally {
      hands.await();
    }
  }

  private Totals walk() throws IOException {
    long blocks = 0;
    long bytes = 0;
    long unverifiable = 0;
    var batch = batch();
    while (next(batch)) {
      visitor.section(scanner);
      blocks++;
      bytes += scanner.dataLength();
      unverifiable += Hasher.knows(scanner.hashFunction()) ? 0 : 1;
      if (!batch.accepts(scanner)) {
        dispatch(batch);
        batch = batch();
      }
      batch.add(scanner, source == null);
    }
    return new Totals(blocks, bytes, unverifiable);
  }

  /** Goes on to the next section; where there is none, good or bad, the last batch is checked. */
  private boolean next(SectionBatch batch) throws IOException {
    boolean more = false;
    try {
      more = scanner.next();
    } finally {
      if (!more) {
        batch.check(whole, source, check);
      }
    }
    return more;
  }

  private SectionBatch batch() {
    var reused = idle.poll();
    return reused == null ? new SectionBatch() : reused;
  }

  private void dispatch(SectionBatch batch) throws IOException {
    hands.give(() -> {
      batch.check(whole, source, check);
      recycle(batch);
    });
  }

  private void recycle(SectionBatch batch) {
    batch.clear();
    idle.add(batch);
  }
}
