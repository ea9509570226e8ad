package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static io.dagstore.core.store.CopySite.KEY;
import static io.dagstore.core.store.CopySite.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.FakeStreams;
import io.dagstore.core.testkit.FakeStreams.Telling;
import io.dagstore.core.testkit.SampleCar;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Local copies of what comes in one pass: made, kept, gone on with, checked, removed. */
@Timeout(120)
final class LocalCopiesTest {
  private static final Telling SILENT = new Telling(false, false, false, false);

  /** Where a broken stream ends, and how many bytes of it were read by then. */
  private static final int BREAK = 3 * FakeStreams.CHUNK;

  @TempDir Path directory;
  private CopySite site;

  @BeforeEach
  void begin() {
    site = new CopySite(directory.resolve("store"));
  }

  @Test
  void whatComesInOnePassIsReadFromALocalCopy() throws Exception {
    try (var store = site.open()) {
      assertThat(site.register(store).state()).isEqualTo(ShardState.AVAILABLE);
      CopySite.readAll(store, KEY);
      CopySite.readAll(store, KEY);

      assertThat(site.streams.opens()).isEqualTo(1);
      assertThat(site.whole(KEY)).hasBinaryContent(CAR.bytes());
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
      assertThat(site.fixture.listener.events(StoreEvent.Copied.class))
          .containsExactly(new StoreEvent.Copied(KEY, SIZE, 0));
    }
    assertThat(site.streams.stillOpen()).isZero();
  }

  @Test
  void aMountThatTellsNothingIsCopiedAsWell() throws Exception {
    site.streams.telling(SILENT);
    try (var store = site.open()) {
      site.register(store);
      CopySite.readAll(store, KEY);
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
    }
  }

  /** Test 3, TestRegisterUsingExistingTransient; and B31: it is never removed. */
  @Test
  void aCopyThatIsThereAlreadyIsUsedAndNeverRemoved() throws Exception {
    var copy = CAR.writeTo(directory.resolve("staged.car"));
    var nowhere = FakeStreams.uri("nowhere");
    try (var store = site.open()) {
      store.register(KEY, nowhere, RegisterOptions.EAGER.withCopy(copy));
      CopySite.readAll(store, KEY);
      assertThat(site.files()).isEmpty();
      assertThat(store.stat().copiedBytes()).isZero();
    }
    try (var store = site.open()) {
      CopySite.readAll(store, KEY);
      assertThat(store.gc()).isEmpty();
      assertThat(site.streams.opens()).isZero();
      store.destroy(KEY);
    }
    assertThat(copy).hasBinaryContent(CAR.bytes());
  }

  /** B31: a recovery removes no copy that is not the store's own. */
  @Test
  void aCopyOfSomebodyElseThatIsNoCarStaysAndIsNotUsedAgain() throws Exception {
    var junk = Files.write(directory.resolve("junk.car"), new byte[100]);
    var uri = site.streams.put("a", CAR.bytes());
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(KEY, uri, RegisterOptions.EAGER.withCopy(junk)));
      store.recover(KEY);
      CopySite.readAll(store, KEY);
    }
    assertThat(junk).hasSize(100);
  }

  @Test
  void aCopyOfSomebodyElseInOurFolderIsRefused() throws Exception {
    try (var store = site.open()) {
      site.register(store);
      var inside = site.folder().resolve("../transients/mine.car");
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              store.register(
                  ShardKey.of("b"), FakeStreams.uri("b"), RegisterOptions.EAGER.withCopy(inside)));
      assertThat(store.info(ShardKey.of("b"))).isEmpty();
    }
  }

  @Test
  void aCopyOfSomebodyElseThatIsGoneOrChangedIsNotUsed() throws Exception {
    var copy = CAR.writeTo(directory.resolve("staged.car"));
    var uri = site.streams.put("a", CAR.bytes());
    try (var store = site.open()) {
      store.register(KEY, uri, RegisterOptions.EAGER.withCopy(copy));
    }
    var changed = CAR.bytes();
    changed[SIZE - 1]++;
    Files.write(copy, changed);
    try (var store = site.open()) {
      CopySite.readAll(store, KEY);
      assertThat(site.streams.opens()).isEqualTo(1);
    }
    assertThat(copy).hasBinaryContent(changed);
  }

  /** Test 14, TestOrphansRemovedOnStartup. */
  @Test
  void whatIsOfNoShardIsRemovedAtTheStart() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    var random = new Random(1);
    for (int i = 0; i < 100; i++) {
      var junk = new byte[1024];
      random.nextBytes(junk);
      var name = i % 2 == 0 ? "transient-" + i + ".complete" : Integer.toHexString(i);
      Files.write(site.folder().resolve(name), junk);
    }

    try (var store = site.open()) {
      assertThat(site.files()).hasSize(2);
      assertThat(site.fixture.listener.events(StoreEvent.GarbageCollected.class)).hasSize(100);
      CopySite.readAll(store, KEY);
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
    }
    assertThat(site.streams.opens()).isEqualTo(1);
  }

  /** Test 21, TestTransientReusedOnRestart; and test 50: what its size was is known. */
  @Test
  void aCopyIsUsedAgainAfterARestart() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    try (var store = site.open()) {
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
      CopySite.readAll(store, KEY);
    }
    try (var store = Store.open(site.config().readOnly())) {
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.opens()).isEqualTo(1);
  }

  @Test
  void aDamagedCopyIsMadeAgain() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    var damaged = CAR.bytes();
    damaged[SIZE / 2] ^= 1;
    Files.write(site.whole(KEY), damaged);

    try (var store = site.open()) {
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.opens()).isEqualTo(2);
    assertThat(site.whole(KEY)).hasBinaryContent(CAR.bytes());
    assertThat(site.fixture.listener.events(StoreEvent.Repaired.class)).hasSize(1);
  }

  @Test
  void aReaderMakesNoCopyInAStoreThatIsOnlyRead() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    Files.delete(site.whole(KEY));
    try (var store = Store.open(site.config().readOnly())) {
      assertThatExceptionOfType(DagStoreException.StoreReadOnly.class)
          .isThrownBy(() -> store.acquire(KEY));
    }
  }

  /** B2: a failed fetch is not remembered. */
  @Test
  void aCopyingThatBrokeOffGoesOnWhereItWas() throws Exception {
    site.breakAt(BREAK);
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> site.register(store));
      assertThat(store.stat().copiedBytes()).isEqualTo(BREAK);
      site.mend();
      store.recover(KEY);
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.read()).isEqualTo(SIZE);
    assertThat(site.fixture.listener.events(StoreEvent.Copied.class))
        .containsExactly(new StoreEvent.Copied(KEY, SIZE, BREAK));
  }

  @Test
  void aCopyingThatBrokeOffGoesOnAfterARestart() throws Exception {
    site.breakAt(BREAK);
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> site.register(store));
    }
    site.mend();
    try (var store = site.open()) {
      store.recover(KEY);
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.read()).isEqualTo(SIZE);
  }

  @Test
  void aDamagedPartIsBegunAgain() throws Exception {
    site.breakAt(BREAK);
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> site.register(store));
    }
    site.mend();
    var part = new CopyFiles(site.folder()).part(KEY);
    var bytes = Files.readAllBytes(part);
    bytes[7] ^= 1;
    Files.write(part, bytes);
    try (var store = site.open()) {
      store.recover(KEY);
      CopySite.readAll(store, KEY);
    }
    assertThat(site.streams.read()).isEqualTo(SIZE + BREAK);
  }

  @Test
  void whatHasNoVersionOrCannotGoOnIsBegunAgain() throws Exception {
    for (var telling :
        new Telling[] {
          SILENT, new Telling(true, true, false, false), new Telling(true, false, false, true)
        }) {
      var one = new CopySite(directory.resolve(telling.toString()));
      one.streams.telling(telling);
      one.breakAt(BREAK);
      try (var store = one.open()) {
        assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> one.register(store));
        one.mend();
        store.recover(KEY);
        CopySite.readAll(store, KEY);
      }
      assertThat(one.streams.read()).isEqualTo(SIZE + BREAK);
    }
  }

  @Test
  void whatChangedMeanwhileIsBegunAgain() throws Exception {
    site.breakAt(BREAK);
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> site.register(store));
      site.mend();
      var other = SampleCar.small(50, 9);
      site.streams.put("site-a", other.bytes());
      store.recover(KEY);
      assertThat(store.get(other.root())).isPresent();
      assertThat(site.whole(KEY)).hasBinaryContent(other.bytes());
    }
  }

  @Test
  void otherBytesThanThoseThatWereIndexedAreRefused() throws Exception {
    try (var store = site.open()) {
      site.register(store);
    }
    Files.delete(site.whole(KEY));
    var changed = CAR.bytes();
    changed[SIZE - 1]++;
    site.streams.put("site-a", changed);
    try (var store = site.open()) {
      assertThatExceptionOfType(CorruptDataException.class).isThrownBy(() -> store.acquire(KEY));
      assertThat(store.stat().copiedBytes()).isZero();
      site.streams.put("site-a", CAR.bytes());
      CopySite.readAll(store, KEY);
    }
  }

  @Test
  void aCopyOfNoCarIsNotKept() throws Exception {
    var uri = site.streams.put("junk", new byte[5000]);
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(KEY, uri));
      assertThat(store.stat().copiedBytes()).isZero();
      assertThat(site.files()).isEmpty();
    }
  }

  @Test
  void aStreamThatEndsTooEarlyFails() throws Exception {
    var uri = new ShortStreams().at("short", CAR.bytes());
    site.fixture.registry.add(uri.provider());
    try (var store = site.open()) {
      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(KEY, uri.uri()))
          .withCauseInstanceOf(EOFException.class);
    }
  }

  /** B8: nothing is left of a shard that is destroyed. */
  @Test
  void aShardThatIsDestroyedLeavesNoCopy() throws Exception {
    try (var store = site.open()) {
      site.register(store);
      CopySite.readAll(store, KEY);
      store.destroy(KEY);
      assertThat(site.files()).isEmpty();
      assertThat(store.stat().copiedBytes()).isZero();
      site.register(store);
      CopySite.readAll(store, KEY);
    }
  }

  /** B30: a key is never taken as a path. */
  @Test
  void anyKeyHasACopy() throws Exception {
    var keys = new String[] {"../../up", "/root", "A", "a", "ü".repeat(500), ".", "a%2f"};
    try (var store = site.open()) {
      var uri = site.streams.put("one", CAR.bytes());
      for (var key : keys) {
        store.register(ShardKey.of(key), uri);
      }
      assertThat(site.files()).hasSize(2 * keys.length);
    }
    try (var store = site.open()) {
      for (var key : keys) {
        CopySite.readAll(store, ShardKey.of(key));
      }
      assertThat(site.streams.opens()).isEqualTo(keys.length);
    }
  }

  @Test
  void aCopyThatHasTheNameOfGosDagstoreIsTakenOver() throws Exception {
    var key = ShardKey.of("QmKey");
    try (var store = site.open()) {
      store.register(key, site.streams.put("one", CAR.bytes()));
    }
    Files.move(site.whole(key), site.folder().resolve("transient-QmKey.complete"));
    try (var store = site.open()) {
      CopySite.readAll(store, key);
    }
    assertThat(site.streams.opens()).isEqualTo(1);
  }

  @Test
  void garbageIsWhatNoShardNeeds() throws Exception {
    try (var store = site.open()) {
      site.register(store);
      assertThat(store.gc()).isEmpty();
      assertThat(site.files()).hasSize(2);
    }
  }
}
