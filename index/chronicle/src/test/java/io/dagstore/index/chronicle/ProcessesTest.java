package io.dagstore.index.chronicle;

import static io.dagstore.index.chronicle.Other.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.Cursors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {
  private static final int COUNT = 400;

  /** More kills: {@code -Ddagstore.chronicle.kills=100}. */
  private static final int KILLS = Integer.getInteger("dagstore.chronicle.kills", 2);

  @TempDir Path folder;

  private InvertedIndex open(OpenMode mode) throws IOException {
    return new ChronicleIndices().open(folder, mode);
  }

  @Test
  void aReaderSeesWhatAnotherProcessTakesInAndLetsGo() throws IOException {
    try (var reader = Other.start(folder, OpenMode.READ_ONLY)) {
      assertThat(reader.ask("find 1")).isEqualTo("[]");
      try (var index = open(OpenMode.READ_WRITE)) {
        index.add(5, Cursors.sorted(1, 2));
        assertThat(reader.ask("find 1")).isEqualTo("[5]");

        index.add(3, Cursors.sorted(1));
        assertThat(reader.ask("find 1")).isEqualTo("[3, 5]");

        index.remove(5);
        assertThat(reader.ask("find 1")).isEqualTo("[3]");

        index.add(6, Cursors.sorted(keys(6, 66_000)));
        index.add(3, Cursors.sorted(7));
        assertThat(reader.ask("find 7")).isEqualTo("[3]");
        assertThat(reader.ask("find 1")).isEqualTo("[]");
      }
      assertThat(reader.ask("find 7")).isEqualTo("[3]");
    }
  }

  @Test
  void aProcessKilledWithinItsAddingLeavesWholeShards() throws IOException {
    var random = new SplittableRandom(7);
    int first = 0;
    try (var _ = open(OpenMode.READ_WRITE)) {}
    try (var reader = open(OpenMode.READ_ONLY)) {
      for (int round = 0; round < KILLS; round++) {
        try (var writer = Other.start(folder, OpenMode.READ_WRITE)) {
          writer.tell("adding " + first + " " + COUNT);
          for (int added = 3 + random.nextInt(5); added > 0; added--) {
            first = Integer.parseInt(writer.answer()) + 1;
          }
        }
        expectWhole(reader, first);

        try (var index = open(OpenMode.READ_WRITE)) {
          expectWhole(index, first);
          first = index.shards().max().orElseThrow() + 1;
          index.verify();
          assertThat(index.unowned()).isEmpty();
        }
      }
    }
  }

  /** What was killed within its adding is there whole, or not at all. */
  private static void expectWhole(InvertedIndex index, int first) throws IOException {
    for (int shard : index.shards().toArray()) {
      for (long key : keys(shard, COUNT)) {
        assertThat(index.find(key)).contains(shard);
      }
    }
    assertThat(index.shards().limit(first)).hasSize(first);
  }

  @Test
  void aLockThatAKilledWriterHeldIsFreedByWhoeverMeetsIt() throws IOException {
    try (var index = open(OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(10, 20));
    }
    try (var reader = open(OpenMode.READ_ONLY)) {
      try (var writer = Other.start(folder, OpenMode.READ_WRITE)) {
        assertThat(writer.ask("add 2 100")).isEqualTo("added");
        assertThat(writer.ask("write-lock 1.pairs 10")).isNull();
      }

      assertThat(reader.find(10)).containsExactly(1);
      assertThat(reader.shards()).containsExactly(1, 2);
    }
  }

  @Test
  void aProcessKilledWithinItsLookupsDoesNotStopTheWriter() throws IOException {
    try (var index = open(OpenMode.READ_WRITE)) {
      index.add(1, Cursors.sorted(keys(1, COUNT)));
      try (var reader = Other.start(folder, OpenMode.READ_ONLY)) {
        assertThat(reader.ask("looking")).isEqualTo("looks");
      }
      try (var reader = Other.start(folder, OpenMode.READ_ONLY)) {
        assertThat(reader.ask("read-lock 1.pairs " + keys(2, COUNT)[0])).isNull();
      }

      index.add(2, Cursors.sorted(keys(2, COUNT)));

      assertThat(index.find(keys(2, COUNT)[0])).containsExactly(2);
      index.verify();
    }
  }

  @Test
  void aJvmWithoutItsFlagsIsToldWhich() throws IOException {
    try (var reader = Other.start(List.of(), folder, OpenMode.READ_ONLY)) {
      assertThat(reader.answer())
          .contains(
              "--add-opens=java.base/java.lang=ALL-UNNAMED"
                  + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
                  + " --add-exports=java.base/sun.nio.ch=ALL-UNNAMED"
                  + " --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    }
  }
}
