package io.dagstore.index.segments;

import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes and lookups answer as if each happened at one moment: in memory in every order that
 * Lincheck makes of their steps, with files in what happens on threads of the machine (reading a
 * file is no step that it could order). The property {@code lincheck} makes it so many times
 * longer.
 */
final class SegmentLincheckTest {
  @TempDir private static Path root;

  /**
   * What lies in memory; sealing is what a flush begins with. Of one shard, to be replaced often.
   */
  public static final class InMemory {
    private final Contents contents =
        new Contents(new SegmentFolder(Path.of("none")), 1, List.of());

    @Operation
    public void add() throws IOException {
      contents.put(1, new long[] {1L << 16});
    }

    @Operation
    public void remove() throws IOException {
      contents.remove(1);
    }

    @Operation
    public List<Integer> find() throws IOException {
      return Arrays.stream(contents.now().find(1L << 16)).boxed().toList();
    }

    @Operation
    public int first() throws IOException {
      return contents.now().first(1L << 16);
    }

    @Operation
    public void seal() {
      contents.seal();
    }
  }

  /** An index in a folder of its own; merges and writing happen within a flush. */
  @Param(name = "shard", gen = IntGen.class, conf = "1:2")
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static final class OnDisk {
    private final SegmentIndex index;

    /** Lincheck makes one for each order that it tries. */
    public OnDisk() throws IOException {
      index =
          SegmentIndex.open(
              Files.createTempDirectory(root, "index"), OpenMode.READ_WRITE, Runnable::run);
    }

    @Operation
    public void add(@Param(name = "shard") int shard) throws IOException {
      index.add(shard, Keys.cursor(1L << 16, 2L << 16));
    }

    @Operation
    public void remove(@Param(name = "shard") int shard) throws IOException {
      index.remove(shard);
    }

    @Operation
    public List<Integer> find(@Param(name = "key") int key) throws IOException {
      return Arrays.stream(index.find((long) key << 16)).boxed().toList();
    }

    @Operation
    public void flush() throws IOException {
      index.flush();
    }
  }

  @Test
  @Timeout(600)
  void changesOnDiskAreLinearizable() {
    new StressOptions()
        .iterations(2 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(30)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .check(OnDisk.class);
  }

  @Test
  @Timeout(600)
  void changesInMemoryAreLinearizable() {
    new ModelCheckingOptions()
        .iterations(8 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(2)
        .actorsAfter(1)
        .check(InMemory.class);
  }
}
