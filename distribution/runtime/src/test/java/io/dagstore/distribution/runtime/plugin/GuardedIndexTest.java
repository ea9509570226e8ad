package io.dagstore.distribution.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.Cursors;
import io.dagstore.core.testkit.InvertedIndexContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stranger's inverted index in a node's hands: one that behaves, and what odd ones do. */
@Timeout(300)
final class GuardedIndexTest extends InvertedIndexContract {
  private static final Plugin PLUGIN =
      Host.stranger("org.odd", InvertedIndexProvider.class, OddIndices.class);

  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void start() throws IOException {
    host = new Host(folder, Host.HASTY);
    host.plugins.add(PLUGIN);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Override
  protected InvertedIndex open(Path where, OpenMode mode) throws IOException {
    Files.deleteIfExists(where.resolve("closed"));
    return Objects.requireNonNull(host.plugins.inverted().get("odd")).open(where, mode);
  }

  /** Something that an index is asked for. */
  @FunctionalInterface
  private interface Asked {
    void of(InvertedIndex index) throws IOException;
  }

  private static Asked asked(String how) {
    return switch (how) {
      case "add" -> index -> index.add(OddIndices.STOPS_READING, Cursors.sorted(1, 2, 3));
      case "remove" -> index -> index.remove(OddIndices.THROWS);
      case "find-null" -> index -> index.find(OddIndices.NULL);
      case "find-negative" -> index -> index.find(OddIndices.NEGATIVE);
      case "batch-throws" -> index -> find(index, OddIndices.THROWS);
      case "batch-negative" -> index -> find(index, OddIndices.NEGATIVE);
      case "batch-position" -> index -> find(index, OddIndices.NO_POSITION);
      case "batch-late" ->
          index -> {
            find(index, 1);
            find(index, OddIndices.HITS_LATE);
          };
      case "pairs-negative" -> index -> index.forEach((_, _) -> {});
      case "stat" -> InvertedIndex::stat;
      case "first-throws" -> index -> index.first(OddIndices.THROWS);
      case "first-negative" -> index -> index.first(OddIndices.NEGATIVE);
      case "first-hangs" -> index -> index.first(OddIndices.HANGS);
      case "shards" -> InvertedIndex::shards;
      default -> throw new AssertionError(how);
    };
  }

  private static void find(InvertedIndex index, long key) throws IOException {
    index.find(new long[] {key}, (_, _) -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "add, InvertedIndex.add, 'expected it to read 3 keys, got 1'",
    "remove, InvertedIndex.remove, IllegalStateException: remove",
    "find-null, InvertedIndex.find, NullPointerException",
    "find-negative, InvertedIndex.find, got -7",
    "batch-throws, InvertedIndex.find, IllegalStateException: find",
    "batch-negative, InvertedIndex.find, 'shard -7'",
    "batch-position, InvertedIndex.find, 'position 1'",
    "batch-late, InvertedIndex.find, 'after the call was over'",
    "pairs-negative, InvertedIndex.forEach, 'shard -7'",
    "stat, InvertedIndex.stat, NullPointerException",
    "first-throws, InvertedIndex.first, IllegalStateException: first",
    "first-negative, InvertedIndex.first, got -2",
    "first-hangs, InvertedIndex.first, within PT2S",
    "shards, InvertedIndex.shards, got -3"
  })
  void eachFaultNamesThePlugInAndTheCallAndIsInTheJournal(String how, String call, String what)
      throws IOException {
    var index = open(folder, OpenMode.READ_WRITE);
    Files.createFile(folder.resolve("wrong"));

    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> asked(how).of(index))
        .withMessageContaining("plug-in org.odd: " + call)
        .withMessageContaining(what);

    assertThat(host.told("fault"))
        .singleElement()
        .satisfies(data -> assertThat(data).containsEntry("call", call));
    Files.createFile(folder.resolve("go"));
  }

  @Test
  void thePlugInSaysWhetherItsIndexFollowsAnotherProcess() throws IOException {
    assertThat(open(folder, OpenMode.READ_ONLY).follows()).isTrue();
  }

  @Test
  void whileACallHangsTheOthersAreRefusedAtOnceAndWhenItIsBackTheyGoOn() throws Exception {
    var index = open(folder, OpenMode.READ_WRITE);
    index.add(5, Cursors.sorted(7));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> index.first(OddIndices.HANGS));

    // Fifty that waited for the deadline would take longer than this test may.
    for (int i = 0; i < 50; i++) {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> index.remove(5))
          .withMessageContaining("while InvertedIndex.first hangs");
    }
    assertThat(host.told("fault")).hasSize(1);

    Files.createFile(folder.resolve("go"));
    assertThat(whenItIsBack(index)).isEqualTo(5);
  }

  private static int whenItIsBack(InvertedIndex index) throws IOException {
    while (true) {
      try {
        return index.first(7);
      } catch (PluginException e) {
        assertThat(e).hasMessageContaining("hangs");
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void aCursorIsThePlugInsForTheCallOnly() throws IOException {
    var index = open(folder, OpenMode.READ_WRITE);
    index.add(OddIndices.KEEPS_CURSOR, Cursors.sorted(1, 2, 3));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> index.find(OddIndices.READS_LATE))
        .withMessageContaining("after the call was over");
  }

  @Test
  void aPlugInThatGoesHasItsIndexClosedAndWhatIsAskedOfItFails() throws IOException {
    var index = open(folder, OpenMode.READ_WRITE);
    index.add(5, Cursors.sorted(7));

    host.plugins.remove(PLUGIN);

    assertThat(folder.resolve("flushed")).exists();
    assertThat(folder.resolve("closed")).exists();
    index.flush();
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> index.first(7))
        .withMessage(
            "plug-in org.odd: InvertedIndex.first: expected the plug-in here, got it removed");
    index.close();
  }
}
