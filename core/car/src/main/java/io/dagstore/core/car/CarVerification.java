package io.dagstore.core.car;

import java.util.List;

/**
 * The outcome of a verification.
 *
 * @param blocks sections seen
 * @param bytes of block data seen
 * @param unverifiable blocks whose hash function this build does not know; they were not checked
 * @param problems what is wrong, in the order of their offsets; at most {@link #MAX_PROBLEMS}
 * @param problemCount how much is wrong, those left out of the list included
 */
public record CarVerification(
    long blocks, long bytes, long unverifiable, List<CarException> problems, long problemCount) {

  /** The list stops there, the count goes on. */
  public static final int MAX_PROBLEMS = 100;

  /** Copies the problems. */
  public CarVerification {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problemCount == 0;
  }
}
