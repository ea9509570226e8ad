package io.dagstore.distribution.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Kills a {@link Victim} again and again: {@code --kills N --seed S}. Half of the kills come at a
 * random moment, the others at each step of the store in turn; a directory sees {@value
 * #A_DIRECTORY} of them.
 */
final class Kills {
  private static final int SHORT = 10;
  private static final int A_DIRECTORY = 20;
  private static final int MOST_MILLIS = 400;

  /** Steps of a victim's threads where it closes the store in the end. */
  private static final int MOST_STEPS = 16;

  private static final int MOST_OF_A_STEP = 6;

  /** All steps between two durable writes, those of an orderly end first. */
  static final List<String> STEPS =
      List.of(
          "flushed",
          "marks dropped",
          "records compacted",
          "committed",
          "leaving",
          "out of the inverted index",
          "shard index dropped",
          "recorded",
          "marked",
          "scanned",
          "shard index written",
          "inverted index written");

  /** Those that come once, at the end. */
  private static final int ENDING = 3;

  private final int kills;
  private final long seed;
  private final Map<String, Integer> places = new TreeMap<>();
  private int next;

  private Kills(int kills, long seed) {
    this.kills = kills;
    this.seed = seed;
  }

  /** The same by its arguments; those that are not there have their default. */
  static Kills of(String arguments) {
    var given = arguments.split(" ", -1);
    int kills = SHORT;
    long seed = 1;
    for (int i = 0; i + 1 < given.length; i += 2) {
      switch (given[i]) {
        case "--kills" -> kills = Integer.parseInt(given[i + 1]);
        case "--seed" -> seed = Long.parseLong(given[i + 1]);
        default ->
            throw new IllegalArgumentException("expected --kills N --seed S, got " + arguments);
      }
    }
    return new Kills(kills, seed);
  }

  /** Does it below a folder; what is left there after a failure shows it. */
  void run(Path folder) throws Exception {
    long began = System.nanoTime();
    for (int done = 0; done < kills; done += A_DIRECTORY) {
      var directory = Files.createDirectory(folder.resolve(Integer.toString(done)));
      int count = Math.min(A_DIRECTORY, kills - done);
      try {
        series(directory, seed + done, count);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "--kills %d --seed %d shows it, and so does %s"
                .formatted(count, seed + done, directory),
            e);
      }
      remove(directory);
      System.out.printf(
          "%d of %d kills, %d s, at %s%n",
          done + count, kills, (System.nanoTime() - began) / 1_000_000_000, places);
    }
  }

  private void series(Path directory, long seriesSeed, int count) throws Exception {
    var random = new SplittableRandom(seriesSeed);
    var killed = new KilledStore(directory);
    for (int i = 0; i < count; i++) {
      var place = killed.kill(i % 2 == 0 ? anywhere(random) : atNextStep(random));
      places.merge(place, 1, Integer::sum);
      killed.check();
    }
  }

  private static KilledStore.End anywhere(SplittableRandom random) {
    int steps = random.nextInt(4) == 0 ? 1 + random.nextInt(MOST_STEPS) : 0;
    return new KilledStore.End(random.nextLong(), steps, "", 0, random.nextInt(MOST_MILLIS));
  }

  private KilledStore.End atNextStep(SplittableRandom random) {
    int step = next++ % STEPS.size();
    int at = step < ENDING ? 1 : 1 + random.nextInt(MOST_OF_A_STEP);
    int steps = MOST_STEPS + random.nextInt(MOST_STEPS);
    return new KilledStore.End(random.nextLong(), steps, STEPS.get(step), at, 0);
  }

  /** True where each step should have been hit. */
  boolean many() {
    return kills >= 4 * STEPS.size();
  }

  /** Where kills have happened, and how often. */
  Map<String, Integer> places() {
    return places;
  }

  private static void remove(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
