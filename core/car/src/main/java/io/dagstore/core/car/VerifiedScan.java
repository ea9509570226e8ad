package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Hasher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Work work;
  private final Visitor visitor;
  private final SectionBatch.Check check;
  private final ConcurrentLinkedQueue<SectionBatch> idle = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore slots;
  private final int slotCount;

  private VerifiedScan(
      CarScanner scanner,
      @Nullable Source source,
      Work work,
      Visitor visitor,
      SectionBatch.Check check) {
    this.scanner = scanner;
    this.source = source;
    this.whole = scanner.window().isMapped() ? scanner.window() : null;
    this.work = work;
    this.visitor = visitor;
    this.check = check;
    this.slotCount = work.parallelism() == 1 ? 0 : 2 * work.parallelism();
    this.slots = new Semaphore(slotCount);
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
    } finally {
      awaitAll();
      throwFailure();
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

  /** Hands the batch out, or checks it here when all hands are full. */
  private void dispatch(SectionBatch batch) throws IOException {
    throwFailure();
    if (!slots.tryAcquire()) {
      batch.check(whole, source, check);
      recycle(batch);
      return;
    }
    try {
      work.executor().execute(() -> checkApart(batch));
    } catch (RuntimeException e) {
      slots.release();
      throw e;
    }
  }

  private void checkApart(SectionBatch batch) {
    try {
      batch.check(whole, source, check);
      recycle(batch);
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      slots.release();
    }
  }

  private void recycle(SectionBatch batch) {
    batch.clear();
    idle.add(batch);
  }

  private void awaitAll() throws IOException {
    try {
      slots.acquire(slotCount);
    } catch (InterruptedException e) {
      slots.acquireUninterruptibly(slotCount);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashes were checked");
    }
  }

  private void throwFailure() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IOException(e);
    }
  }
}
