package io.dagstore.core.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories against a model: some in the build, and as many as the property {@code
 * histories} says, such as {@code --histories 10000 --seed 1}.
 */
final class HistoriesTest {
  private static final int SHORT = 150;
  private static final int TOLD_EVERY = 500;

  @TempDir Path folder;

  @Test
  void noReaderGetsAWrongByteAndNoShardIsLost() throws Exception {
    var given = System.getProperty("histories", "").split(" ", -1);
    int histories = SHORT;
    long seed = 1;
    for (int i = 0; i + 1 < given.length; i += 2) {
      switch (given[i]) {
        case "--histories" -> histories = Integer.parseInt(given[i + 1]);
        case "--seed" -> seed = Long.parseLong(given[i + 1]);
        default -> throw new IllegalArgumentException("expected --histories N --seed S");
      }
    }
    run(histories, seed);
  }

  private void run(int histories, long first) throws Exception {
    long began = System.nanoTime();
    for (long seed = first; seed < first + histories; seed++) {
      var place = Files.createDirectory(folder.resolve(Long.toString(seed)));
      try {
        History.run(seed, place);
      } catch (AssertionError e) {
        throw new AssertionError("--histories 1 --seed " + seed + " shows it", e);
      }
      remove(place);
      if ((seed - first + 1) % TOLD_EVERY == 0) {
        System.out.printf(
            "%d of %d histories, %d s%n",
            seed - first + 1, histories, (System.nanoTime() - began) / 1_000_000_000);
      }
    }
  }

  private static void remove(Path place) throws IOException {
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, IOException failure)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
