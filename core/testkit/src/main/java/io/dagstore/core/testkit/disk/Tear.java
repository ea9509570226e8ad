package io.dagstore.core.testkit.disk;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What survives a power cut by chance: nothing, or what a seed says. */
final class Tear {
  /** The size in which a disk takes or leaves what is written. */
  static final int PAGE = 4096;

  static final Tear CLEAN = new Tear(null);

  private final @Nullable RandomGenerator random;

  Tear(long seed) {
    this(new SplittableRandom(seed));
  }

  private Tear(@Nullable RandomGenerator random) {
    this.random = random;
  }

  /** How many of so many changes of folders, of which none was forced, survive. */
  int changes(int of) {
    return random == null ? 0 : random.nextInt(of + 1);
  }

  /** How many bytes of one page's part of a write survive. */
  int bytes(int of, boolean lastPage) {
    if (random == null || random.nextBoolean()) {
      return 0;
    }
    return lastPage && random.nextBoolean() ? of / 2 : of;
  }
}
