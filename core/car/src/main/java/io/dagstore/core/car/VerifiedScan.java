package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A pass over all sections of a CAR that checks the hash of every block, on several threads: one
 * walks the section heads, the others hash.
 */
public final class VerifiedScan {
  private VerifiedScan() {}

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
   * Runs one pass.
   *
   * @param work hands to hash the data
   * @param visitor sees each section
   * @param mismatch is given a {@link CarException.Fault#HASH_MISMATCH} for each bad block, in no
   *     order, on any thread, one at a time
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
    throw new UnsupportedOperationException();
  }
}
