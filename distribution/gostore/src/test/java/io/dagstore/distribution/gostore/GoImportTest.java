package io.dagstore.distribution.gostore;

import static io.dagstore.core.api.ShardState.AVAILABLE;
import static io.dagstore.core.api.ShardState.ERRORED;
import static io.dagstore.core.api.ShardState.NEW;
import static io.dagstore.distribution.gostore.Imported.Outcome.DIFFERS;
import static io.dagstore.distribution.gostore.Imported.Outcome.FAILED;
import static io.dagstore.distribution.gostore.Imported.Outcome.IMPORTED;
import static io.dagstore.distribution.gostore.Imported.Outcome.PRESENT;
import static io.dagstore.distribution.gostore.Imported.Outcome.UNDECODABLE;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.distribution.gostore.Imported.Index;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real directory of the Go dagstore becomes a store of ours. */
final class GoImportTest {
  private static final Pattern INVERTED =
      Pattern.compile("\"multihash_as_key\":\"(\\w+)\",\"shards\":\\[\"(.*)\"\\]");

  @TempDir Path folder;
  private Peer peer;

  @BeforeEach
  void copyOfThePeer() {
    peer = Peer.copiedTo(folder);
  }

  @Test
  void everyShardArrivesInItsState() throws Exception {
    try (var store = store()) {
      var imported = run(store, peer.logs());

      assertThat(imported).hasSize(11).allMatch(Imported::isSound);
      assertThat(imported).extracting(Imported::outcome).containsOnly(IMPORTED);
      assertThat(states(store)).isEqualTo(expectedStates());
      assertThat(info(store, "missing-0").error()).isPresent();
    }
  }

  @Test
  void blocksAreFoundWhereTheGoDagstoreFindsThem() throws Exception {
    try (var store = store()) {
      run(store, peer.tables());

      for (var line : peer.lines("inverted.ndjson")) {
        var fields = INVERTED.matcher(line);
        assertThat(fields.find()).as(line).isTrue();
        var hash = Multihash.fromBytes(HexFormat.of().parseHex(fields.group(1)));
        var cid = Cid.v1(Multicodec.RAW, hash);
        assertThat(store.find(cid))
            .extracting(ShardKey::value)
            .containsExactlyInAnyOrder(fields.group(2).split("\",\""));
        assertThat(store.get(cid)).as(line).isPresent();
      }
    }
  }

  @Test
  void theIndexThatGoWroteIsComparedWithTheCar() throws Exception {
    Files.copy(index("shard-0000001"), folder.resolve("saved"));
    Files.write(index("shard-0000002"), Files.readAllBytes(index("shard-0000001")));
    Files.write(index("shard-0000003"), new byte[] {1, 2, 3});
    Files.delete(index("shard-0000004"));

    try (var store = store()) {
      var imported = run(store, peer.logs());

      assertThat(one(imported, "shard-0000001").index()).isEqualTo(Index.SAME);
      assertThat(one(imported, "a wrapped one").index()).isEqualTo(Index.SAME);
      assertThat(one(imported, "shard-0000002").difference()).contains("5 missing and 5 wrong");
      assertThat(one(imported, "shard-0000003").difference()).contains("index codec");
      assertThat(one(imported, "shard-0000004").index()).isEqualTo(Index.UNCOMPARED);
      assertThat(states(store)).isEqualTo(expectedStates());
    }
  }

  @Test
  void indicesOfAnotherVersionAreNotTrusted() throws Exception {
    Files.writeString(peer.logs().resolve("index/.version"), "2");

    try (var store = store()) {
      assertThat(one(run(store, peer.logs()), "shard-0000001").difference())
          .contains("version 1, got 2");
    }
  }

  @Test
  void nothingInTheGoDirectoryChanges() throws Exception {
    var before = Peer.state(peer.folder());

    try (var store = store()) {
      run(store, peer.logs());
      run(store, peer.tables());
    }

    assertThat(Peer.state(peer.folder())).isEqualTo(before);
  }

  @Test
  void whatIsThereIsPassedOver() throws Exception {
    try (var store = store()) {
      run(store, peer.logs());
    }
    try (var store = store()) {
      var again = run(store, peer.tables());

      assertThat(again).hasSize(11).extracting(Imported::outcome).containsOnly(PRESENT);
      assertThat(states(store)).isEqualTo(expectedStates());
    }
  }

  @Test
  void anImportThatWasStoppedGoesOn() throws Exception {
    var from = GoStore.at(peer.logs());
    try (var store = store()) {
      assertThatThrownBy(() ->
              new GoImport(from, peer.cars(), store, 4, Thread.ofVirtual().factory())
                  .run(entry -> {
                    throw new IOException("nobody reads any more");
                  }))
          .hasMessage("nobody reads any more");
    }
    try (var store = store()) {
      var again = run(store, peer.logs());

      assertThat(again).extracting(Imported::outcome).containsOnly(IMPORTED, PRESENT);
      assertThat(states(store)).isEqualTo(expectedStates());
    }
  }

  @Test
  void aMissingCarIsReadFromItsLocalCopyOrTold() throws Exception {
    Files.delete(peer.cars().resolve("shard-0000000.car"));
    Files.delete(peer.cars().resolve("shard-0000001.car"));

    try (var store = store()) {
      var imported = run(store, peer.logs());

      assertThat(one(imported, "shard-0000000").outcome()).isEqualTo(IMPORTED);
      assertThat(one(imported, "shard-0000000").fromCopy()).isTrue();
      assertThat(info(store, "shard-0000000").mount().getPath())
          .endsWith("transients/transient-shard-0000000.complete");
      assertThat(one(imported, "shard-0000001").outcome()).isEqualTo(FAILED);
      assertThat(one(imported, "shard-0000001").failure())
          .get()
          .isInstanceOf(NoSuchFileException.class);
      assertThat(store.info(ShardKey.of("shard-0000001"))).isEmpty();
    }
  }

  @Test
  void aCarThatWasMissingIsTakenInByTheNextRun() throws Exception {
    var car = peer.cars().resolve("shard-0000001.car");
    var away = Files.move(car, folder.resolve("away.car"));

    try (var store = store()) {
      run(store, peer.logs());
      Files.move(away, car);
      run(store, peer.logs());

      assertThat(states(store)).isEqualTo(expectedStates());
    }
  }

  @Test
  void aDamagedCarFailsAlone() throws Exception {
    Files.writeString(peer.cars().resolve("shard-0000001.car"), "no CAR at all");

    try (var store = store()) {
      var imported = run(store, peer.logs());

      assertThat(one(imported, "shard-0000001").outcome()).isEqualTo(FAILED);
      assertThat(one(imported, "shard-0000001").shard())
          .hasValueSatisfying(shard -> assertThat(shard.state()).isEqualTo(ERRORED));
      assertThat(imported).filteredOn(Imported::isSound).hasSize(10);
    }
  }

  @Test
  void aKeyThatHasAnotherMountIsLeftAlone() throws Exception {
    try (var store = store()) {
      var other = new FileMountProvider().uri(peer.cars().resolve("shard-0000005.car"));
      store.register(ShardKey.of("shard-0000001"), other);

      var imported = run(store, peer.logs());

      assertThat(one(imported, "shard-0000001").outcome()).isEqualTo(DIFFERS);
      assertThat(info(store, "shard-0000001").mount()).isEqualTo(other);
    }
  }

  @Test
  void aSchemeWithoutAProviderIsServedFromTheLocalCopyOrTold() throws Exception {
    var lines = folder.resolve("records.ndjson");
    var copy = peer.logs().resolve("transients/transient-shard-0000000.complete");
    Files.writeString(
        lines,
        """
        {"datastore_key":"/dagstore/a","record":{"k":"a","u":"lotus://a","t":"%s","s":2}}
        {"datastore_key":"/dagstore/b","record":{"k":"b","u":"lotus://b","t":"","s":2}}
        {"datastore_key":"/dagstore/c","record":{"k":"","u":"lotus://c","t":"","s":2}}
        {"datastore_key":"/dagstore/d","record":7}
        """
            .formatted(copy));

    try (var store = store()) {
      var imported = run(store, lines);

      assertThat(imported)
          .extracting(Imported::outcome)
          .containsExactly(IMPORTED, FAILED, FAILED, UNDECODABLE);
      assertThat(imported.get(0).fromCopy()).isTrue();
      assertThat(imported.get(1).failure())
          .get()
          .isInstanceOf(DagStoreException.UnknownScheme.class);
      assertThat(run(store, lines).get(0).outcome()).isEqualTo(PRESENT);
    }
  }

  private Map<String, ShardState> expectedStates() {
    return peer.lines("records.ndjson").stream()
        .map(line -> line.replaceAll(".*\"k\":\"([^\"]+)\".*\"s\":(\\d+).*", "$1=$2"))
        .map(pair -> pair.split("="))
        .collect(
            toMap(
                pair -> pair[0],
                pair ->
                    switch (pair[1]) {
                      case "0" -> NEW;
                      case "240" -> ERRORED;
                      default -> AVAILABLE;
                    }));
  }

  private Path index(String key) {
    return peer.logs().resolve("index").resolve(key + ".full.idx");
  }

  private Store store() throws IOException {
    return Store.open(
        StoreConfig.of(
            folder.resolve("store"),
            MountRegistry.of(new FileMountProvider(folder)),
            FileShardIndexRepository::open,
            SegmentIndex::open));
  }

  private List<Imported> run(Store store, Path from) throws Exception {
    var imported = new ArrayList<Imported>();
    new GoImport(GoStore.at(from), peer.cars(), store, 4, Thread.ofVirtual().factory())
        .run(imported::add);
    return imported;
  }

  private static Imported one(List<Imported> imported, String key) {
    return imported.stream().filter(entry -> entry.key().equals(key)).findFirst().orElseThrow();
  }

  private static ShardInfo info(Store store, String key) throws IOException {
    return store.info(ShardKey.of(key)).orElseThrow();
  }

  private static Map<String, ShardState> states(Store store) throws IOException {
    return store.list(ShardQuery.FIRST).stream()
        .collect(toMap(shard -> shard.key().value(), ShardInfo::state));
  }
}
