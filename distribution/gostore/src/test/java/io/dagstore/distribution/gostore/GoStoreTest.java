package io.dagstore.distribution.gostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of a real directory, and of damaged ones. */
final class GoStoreTest {
  @TempDir Path folder;

  @Test
  void logTableAndExportTellTheSame() throws Exception {
    var peer = Peer.copiedTo(folder);

    var exported = entries(peer.folder().resolve("records.ndjson"));

    assertThat(exported).hasSize(11).allMatch(entry -> entry instanceof GoEntry.Shard);
    assertThat(entries(peer.logs())).isEqualTo(exported);
    assertThat(entries(peer.tables())).isEqualTo(exported);
  }

  @Test
  void aRecordHasWhatGoKept() throws Exception {
    var peer = Peer.copiedTo(folder);

    assertThat(entries(peer.tables()))
        .contains(
            new GoEntry.Shard(
                new GoRecord(
                    "shard-0000000",
                    "fs://shard-0000000.car?path=shard-0000000.car",
                    "/srv/dagstore/go/transients/transient-shard-0000000.complete",
                    2,
                    false,
                    "")),
            new GoEntry.Shard(
                new GoRecord(
                    "missing-0",
                    "file://missing-0.car",
                    "",
                    240,
                    false,
                    "failed to acquire reader of mount on initialization: open missing-0.car:"
                        + " no such file or directory")));
  }

  @Test
  void readingChangesNothing() throws Exception {
    var peer = Peer.copiedTo(folder);
    var before = Peer.state(peer.folder());

    entries(peer.logs());
    entries(peer.tables());

    assertThat(Peer.state(peer.folder())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "go/datastore/000001.log, 3000",
    "go/datastore/MANIFEST-000000, 20",
    "tables/datastore/000002.ldb, 200",
    "tables/datastore/000002.ldb, 2690",
    "tables/datastore/000002.ldb, 2761",
    "tables/datastore/MANIFEST-000006, 60",
    "tables/datastore/CURRENT, 3",
  })
  void aDamagedFileIsNamed(String name, int at) {
    var peer = Peer.copiedTo(folder);
    var file = peer.folder().resolve(name);
    var root = peer.folder().resolve(name.substring(0, name.indexOf('/')));

    flip(file, at);

    assertThatThrownBy(() -> entries(root))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"000002.ldb", "MANIFEST-000006", "CURRENT"})
  void aMissingFileIsNamed(String name) throws IOException {
    var root = Peer.copiedTo(folder).tables();
    var file = root.resolve("datastore").resolve(name);
    Files.delete(file);

    assertThatThrownBy(() -> entries(root))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aWriteThatWasCutOffNeverWas() throws Exception {
    var root = Peer.copiedTo(folder).logs();
    var log = root.resolve("datastore/000001.log");

    for (long size = Files.size(log); size >= 0; size -= 97) {
      truncate(log, size);
      assertThat(entries(root)).hasSizeLessThanOrEqualTo(11);
    }
  }

  @Test
  void whatIsNoRecordIsTold() throws Exception {
    var file = folder.resolve("records.ndjson");
    Files.writeString(
        file,
        """
        {"datastore_key":"/dagstore/a","record":{"k":"a","u":"file://a.car","s":2,"sz":7}}
        {"datastore_key":"/dagstore/b","record":{"k":"b","u":7,"s":2}}
        {"datastore_key":"/dagstore/c","record":{"k":"c","s":2}}
        {"datastore_key":"/dagstore/d","record":"d"}
        {"datastore_key":"/dagstore/e","record":{"k":"e","u":"file://e.car","s":99999999999}}
        {"k":
        []

        {"datastore_key":"/dagstore/f","record":{"k":"f","u":"file://f.car","s":2}} x
        """);

    var entries = entries(file);

    assertThat(entries.removeFirst()).isInstanceOf(GoEntry.Shard.class);
    assertThat(entries)
        .allMatch(entry -> entry instanceof GoEntry.Undecodable)
        .extracting(entry -> ((GoEntry.Undecodable) entry).name())
        .containsExactly("line 2", "/dagstore/c", "line 4", "line 5", "line 6", "line 7", "line 9");
  }

  @Test
  void anEndlessLineTakesNoRoom() throws Exception {
    var file = folder.resolve("records.ndjson");
    Files.writeString(file, "x".repeat(3 << 20) + "\n" + "{}");

    assertThat(entries(file)).hasSize(2).allMatch(entry -> entry instanceof GoEntry.Undecodable);
  }

  @Test
  void aFolderOfSomethingElseIsRefused() {
    assertThatThrownBy(() -> GoStore.at(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("datastore/");
    assertThatThrownBy(() -> GoStore.at(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aKeyThatLeadsOutOfTheFolderLeadsNowhere() throws Exception {
    var root = Peer.copiedTo(folder).logs();
    Files.writeString(folder.resolve("x.full.idx"), "");
    Files.createDirectories(root.resolve("index/a"));
    Files.writeString(root.resolve("index/a/b.full.idx"), "");
    var store = GoStore.at(root);

    assertThat(store.index(record("../../../x"))).isEmpty();
    assertThat(store.index(record("/" + folder + "/x"))).isEmpty();
    assertThat(store.index(record("a\0b"))).isEmpty();
    assertThat(store.index(record("a/b"))).isPresent();
    assertThat(store.copy(record("../" + "x"))).isEmpty();
  }

  private static GoRecord record(String key) {
    return new GoRecord(key, "file://x", "", 2, false, "");
  }

  static List<GoEntry> entries(Path path) throws IOException, InterruptedException {
    var entries = new ArrayList<GoEntry>();
    GoStore.at(path).forEach(entries::add);
    return entries;
  }

  private static void flip(Path file, int at) {
    try {
      var bytes = Files.readAllBytes(file);
      bytes[at] ^= 0x10;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
