package io.dagstore.distribution.gostore.leveldb;

import static io.dagstore.distribution.gostore.leveldb.SampleDb.batch;
import static io.dagstore.distribution.gostore.leveldb.SampleDb.block;
import static io.dagstore.distribution.gostore.leveldb.SampleDb.delete;
import static io.dagstore.distribution.gostore.leveldb.SampleDb.entries;
import static io.dagstore.distribution.gostore.leveldb.SampleDb.key;
import static io.dagstore.distribution.gostore.leveldb.SampleDb.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.distribution.gostore.leveldb.SampleDb.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases made by hand: what holds in them, and what is refused. */
final class LevelDbTest {
  private static final byte[] LOG_2 = new Bytes().varint(2).varint(2).done();

  @TempDir Path folder;
  private SampleDb made;

  @BeforeEach
  void anEmptyDatabase() {
    made = new SampleDb(folder);
  }

  @Test
  void theNewestOfAllLevelsHolds() throws Exception {
    made.table(2, 10, 1, "/a", "old", "/d/a", "2", "/d/b", "2", "/d/c", "2")
        .table(2, 11, 2, "/d/d", "2", "/d/e", "2", "/e", "2")
        .table(1, 12, 3, "/d/b", "1", "/d/d", "")
        .table(0, 13, 5, "/d/c", "0 late")
        .table(0, 14, 4, "/d/c", "0 early", "/d/e", "")
        .log(2, put(6, "/d/e", "log"), put(7, "/d/f", "log"), delete(8, "/d/a"));

    assertThat(read(made.done()))
        .containsExactly(
            Map.entry("/d/b", "1"),
            Map.entry("/d/c", "0 late"),
            Map.entry("/d/e", "log"),
            Map.entry("/d/f", "log"));
  }

  @Test
  void aTableThatWasMergedAwayDoesNotCount() throws Exception {
    made.table(0, 10, 1, "/d/a", "gone").edit(new Bytes().varint(6).varint(0).varint(10).done());

    assertThat(read(made.done())).isEmpty();
  }

  @Test
  void onlyLogsThatAreInNoTableAreRead() throws Exception {
    made.edit(new Bytes().varint(2).varint(5).varint(9).varint(3).done())
        .log(2, put(1, "/d/a", "old"))
        .log(3, put(2, "/d/b", "previous"))
        .log(4, put(3, "/d/c", "old"))
        .log(5, put(4, "/d/d", "now"))
        .log(6, put(5, "/d/e", "next"));

    assertThat(read(made.done())).containsOnlyKeys("/d/b", "/d/d", "/d/e");
  }

  @Test
  void recordsAreLongerThanBlocksAndEndAnywhere() throws Exception {
    var long1 = "x".repeat(100_000);
    for (int fill = LogFile.BLOCK - 60; fill < LogFile.BLOCK - 20; fill++) {
      made.log(2, put(1, "/other", "y".repeat(fill)), put(2, "/d/a", long1), put(3, "/d/b", "z"));

      assertThat(read(made.done())).containsEntry("/d/a", long1).containsEntry("/d/b", "z");
    }
  }

  @Test
  void aBatchThatWasCutOffCountsForNothing() throws Exception {
    var whole = SampleDb.records(List.of(put(1, "/d/a", "1"), twoChanges()));
    for (int length = whole.length - 1; length > 40; length--) {
      made.write("000002.log", Arrays.copyOf(whole, length));

      assertThat(read(made.done())).containsOnlyKeys("/d/a");
    }
  }

  private static byte[] twoChanges() {
    return batch(2, 2).fixed(1, 1).text("/d/b").text("2").fixed(1, 1).text("/d/c").text("3").done();
  }

  @Test
  void aLogThatWasMadeLongerAtOnceEndsInZeros() throws Exception {
    var log = SampleDb.records(List.of(put(1, "/d/a", "1")));
    made.write("000002.log", Arrays.copyOf(log, 5000));

    assertThat(read(made.done())).containsOnlyKeys("/d/a");
  }

  @Test
  void aLongValueIsCutAndItsLengthTold() throws Exception {
    made.log(2, put(1, "/d/a", "x".repeat(Entry.MAX_VALUE + 7)));

    made.done()
        .forEach(
            prefix(),
            entry -> {
              assertThat(entry.value()).hasSize(Entry.MAX_VALUE);
              assertThat(entry.length()).isEqualTo(Entry.MAX_VALUE + 7);
            });
  }

  @Test
  void anOldEndingOfATableIsKnown() throws Exception {
    made.table(0, 10, 1, "/d/a", "1");
    Files.move(folder.resolve("000010.ldb"), folder.resolve("000010.sst"));

    assertThat(read(made.done())).containsOnlyKeys("/d/a");
  }

  static Stream<byte[]> hostileBatches() {
    return Stream.of(
        batch(1, 1)
            .fixed(1, 1)
            .varint(1L << 40)
            .raw("/d/a".getBytes(StandardCharsets.UTF_8))
            .done(),
        batch(1, 1).fixed(1, 1).text("/d/a").varint(1L << 62).done(),
        batch(1, 1).fixed(1, 1).text("/other").varint(1L << 62).done(),
        batch(1, 1).fixed(7, 1).text("/d/a").done(),
        batch(1, -1).fixed(0, 1).text("/d/a").done(),
        batch(1, 1).fixed(0, 1).text("/d/a").text("more").done(),
        batch(1, 1).fixed(1, 1).raw(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}).done(),
        new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @MethodSource("hostileBatches")
  void aBatchThatCannotBeIsRefused(byte[] batch) throws IOException {
    made.edit(LOG_2).log(2, batch);

    assertRefused("000002.log");
  }

  static Stream<byte[]> hostileEdits() {
    return Stream.of(
        new Bytes().varint(1).text("my.Comparator").done(),
        new Bytes().varint(8).done(),
        new Bytes().varint(6).varint(64).varint(1).done(),
        new Bytes().varint(7).varint(0).varint(1).varint(1).text("short").text("short").done(),
        new Bytes().varint(7).varint(0).varint(1).varint(1).varint(1L << 40).done(),
        new Bytes().varint(5).varint(0).varint(1L << 40).done());
  }

  @ParameterizedTest
  @MethodSource("hostileEdits")
  void aManifestThatCannotBeIsRefused(byte[] edit) {
    made.edit(edit);

    assertRefused("MANIFEST-000001");
  }

  static Stream<byte[]> hostileTables() {
    var a = key("/d/a", 1, 1);
    var b = key("/d/b", 1, 1);
    var value = new byte[] {1};
    var sound = entries(a, value);
    return Stream.of(
        new byte[10],
        new byte[100],
        SampleDb.withFooter(new byte[100], 0, 1L << 40),
        SampleDb.withFooter(new byte[100], 1L << 62, 1L << 62),
        SampleDb.withFooter(new byte[100], 0, 95),
        tableOf(sound, 3),
        tableOf(new byte[] {-1, -1, -1, -1, 127}, 1),
        tableOf(new byte[] {4, 0, 'x'}, 1),
        tableOf(entries(b, value, a, value), 0),
        tableOf(new Bytes().varint(9).varint(3).varint(0).fixed(0, 8).done(), 0),
        tableOf(new Bytes().varint(0).varint(1L << 33).varint(0).fixed(0, 8).done(), 0),
        tableOf(new Bytes().varint(0).varint(3).varint(0).raw(a).fixed(0, 4).done(), 0),
        tableOf(new Bytes().fixed(1 << 30, 4).done(), 0),
        tableOf(new byte[] {1}, 0));
  }

  private static byte[] tableOf(byte[] content, int packing) {
    return SampleDb.table(block(content, packing), content.length, key("/d/z", 1, 1));
  }

  @ParameterizedTest
  @MethodSource("hostileTables")
  void aTableThatCannotBeIsRefused(byte[] table) throws IOException {
    made.named(0, 10, key("/d/a", 1, 1), key("/d/z", 1, 1)).write("000010.ldb", table);

    assertRefused("000010.ldb");
  }

  private void assertRefused(String name) {
    assertThatThrownBy(() -> read(made.done()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining(folder.resolve(name).toString());
  }

  private static byte[] prefix() {
    return "/d/".getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> read(LevelDb database)
      throws IOException, InterruptedException {
    var found = new LinkedHashMap<String, String>();
    database.forEach(prefix(), entry -> found.put(text(entry.key()), text(entry.value())));
    return found;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
