package io.dagstore.core.store;

import io.dagstore.core.testkit.disk.DiskFault;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trials of longer histories: {@code --trials N --seed S}. Each history meets each kind of fault at
 * every {@value #EVERY}th call that changes the disk, from one on that its seed says.
 */
final class DiskTrials {
  private static final int SHORT = 12;
  private static final int OPERATIONS = 12;
  private static final int EVERY = 7;
  private static final int TOLD = 100;
  private static final List<DiskFault> FAULTS =
      List.of(DiskFault.POWER_CUT, DiskFault.EIO, DiskFault.ENOSPC, DiskFault.SHORT_WRITE);

  private final int trials;
  private final long firstSeed;
  private final Map<DiskFault, Integer> done = new EnumMap<>(DiskFault.class);
  private int count;

  private DiskTrials(int trials, long firstSeed) {
    this.trials = trials;
    this.firstSeed = firstSeed;
  }

  /** The same by its arguments; those that are not there have their default. */
  static DiskTrials of(String arguments) {
    var given = arguments.split(" ", -1);
    int trials = SHORT;
    long seed = 1;
    for (int i = 0; i + 1 < given.length; i += 2) {
      switch (given[i]) {
        case "--trials" -> trials = Integer.parseInt(given[i + 1]);
        case "--seed" -> seed = Long.parseLong(given[i + 1]);
        default ->
            throw new IllegalArgumentException("expected --trials N --seed S, got " + arguments);
      }
    }
    return new DiskTrials(trials, seed);
  }

  /** Does them below a folder; a failure tells the trial that shows it. */
  void run(Path folder) throws Exception {
    for (long seed = firstSeed; count < trials; seed++) {
      var random = new SplittableRandom(seed);
      for (var fault : FAULTS) {
        through(seed, fault, random.nextInt(EVERY), random.nextBoolean(), folder);
      }
    }
  }

  private void through(long seed, DiskFault fault, long first, boolean torn, Path folder)
      throws Exception {
    for (long at = first; count < trials; at += EVERY) {
      if (!new DiskTrial(seed, OPERATIONS, fault, at, torn).run(folder)) {
        return;
      }
      done.merge(fault, 1, Integer::sum);
      if (++count % TOLD == 0) {
        System.out.printf("%d of %d trials, seed %d, %s%n", count, trials, seed, done);
      }
    }
  }

  /** How many trials met which fault. */
  Map<DiskFault, Integer> done() {
    return done;
  }
}
