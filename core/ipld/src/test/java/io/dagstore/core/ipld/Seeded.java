package io.dagstore.core.ipld;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random input for a test; its text names the seed, which a property of that name repeats. */
final class Seeded {
  private final long seed =
      Long.getLong("dagstore.seed", RandomGenerator.of("L64X128MixRandom").nextLong());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

  /** From 0 to {@code most}. */
  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  /** From 0 to {@code most} bytes. */
  byte[] bytes(int most) {
    return exactly(upTo(most));
  }

  byte[] exactly(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  long anyLong() {
    return random.nextLong() >> upTo(63);
  }

  double anyDouble() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextGaussian();
  }

  @Override
  public String toString() {
    return "-Ddagstore.seed=" + seed;
  }
}
