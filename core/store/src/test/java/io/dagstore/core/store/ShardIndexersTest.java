package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.index.ShardIndexers;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.testkit.FakePieces;
import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pieces that are no CARs. */
@Timeout(60)
final class ShardIndexersTest {
  private static final ShardKey PIECE = ShardKey.of("piece");
  private static final SampleCar INSIDE = SampleCar.small(10, 7);
  private static final byte[] BYTES = FakePieces.of(List.of(INSIDE.root()), INSIDE.list());

  @TempDir Path directory;

  @Test
  void servesAPieceThatAnIndexerRecognisesAlsoAfterItIsGone() throws Exception {
    var fixture = new Fixture(directory);
    var pieces = new FakePieces();
    var indexers = ShardIndexers.of(pieces);
    try (var store = Store.open(fixture.config().indexers(indexers))) {
      var info = store.register(PIECE, fixture.mounts.put("p", BYTES));
      fixture.registerSample(store);
      assertThat(info.blocks()).isEqualTo(INSIDE.list().size());
      assertServes(store);
      indexers.remove(pieces);
    }
    try (var store = fixture.open()) {
      assertServes(store);
    }
  }

  private static void assertServes(Store store) throws IOException, InterruptedException {
    for (var block : INSIDE.list()) {
      assertThat(store.get(block.cid())).contains(block);
    }
    assertThat(store.get(CAR.root())).isPresent();
    try (var accessor = store.acquire(PIECE)) {
      assertThat(accessor.roots()).containsExactly(INSIDE.root());
    }
  }

  @Test
  void withoutItsIndexerAPieceIsErroredAndCanBeRecoveredWithIt() throws Exception {
    var fixture = new Fixture(directory);
    var indexers = ShardIndexers.of();
    try (var store = Store.open(fixture.config().indexers(indexers))) {
      var uri = fixture.mounts.put("p", BYTES);
      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(PIECE, uri));

      indexers.add(new FakePieces());

      assertThat(store.recover(PIECE).state()).isEqualTo(ShardState.AVAILABLE);
      assertThat(store.get(INSIDE.root())).isPresent();
    }
  }

  @Test
  void anIndexerThatCannotTellWhatItRecognisesHarmsNoCar() throws Exception {
    var fixture = new Fixture(directory);
    var indexers = ShardIndexers.of(new Broken(false), new FakePieces());
    try (var store = Store.open(fixture.config().indexers(indexers))) {
      fixture.registerSample(store);
      store.register(PIECE, fixture.mounts.put("p", BYTES));

      assertServes(store);
    }
  }

  @Test
  void anIndexerThatFailsIsNamedAndFailsItsOwnShardOnly() throws Exception {
    var fixture = new Fixture(directory);
    var indexers = ShardIndexers.of();
    try (var store = Store.open(fixture.config().indexers(indexers))) {
      fixture.registerSample(store);
      indexers.add(new Broken(true));

      var uri = fixture.mounts.put("p", BYTES);
      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(PIECE, uri))
          .withMessageContaining("broken-pieces");

      assertThat(Fixture.state(store, PIECE)).isEqualTo(ShardState.ERRORED);
      assertThat(store.get(CAR.root())).isPresent();
    }
  }

  @Test
  void sectionsThatCannotBeTrueAreRefused() throws Exception {
    long size = BYTES.length;
    var cid = INSIDE.root();
    refuses(sections -> sections.add(-1, cid, 1));
    refuses(sections -> sections.add(0, cid, -1));
    refuses(sections -> sections.add(0, cid, size));
    refuses(sections -> sections.add(Long.MAX_VALUE, cid, 10));
    refuses(sections -> sections.add(0, cid, Long.MAX_VALUE));
    refuses(sections -> {
      for (int i = 0; i <= size; i++) {
        sections.add(0, cid, 1);
      }
    });
  }

  @Test
  void tooManyRootsAreRefused() throws Exception {
    var fixture = new Fixture(directory);
    var roots = Collections.nCopies(Layout.MAX_ROOTS + 1, INSIDE.root());
    try (var store = Store.open(fixture.config().indexers(ShardIndexers.of(new FakePieces())))) {
      var uri = fixture.mounts.put("p", FakePieces.of(roots, INSIDE.list()));

      assertThatExceptionOfType(ShardFailed.class).isThrownBy(() -> store.register(PIECE, uri));
    }
  }

  private void refuses(Lie lie) throws Exception {
    var fixture = new Fixture(directory.resolve(Integer.toHexString(lie.hashCode())));
    try (var store = Store.open(fixture.config().indexers(ShardIndexers.of(new Liar(lie))))) {
      var uri = fixture.mounts.put("p", BYTES);

      assertThatExceptionOfType(ShardFailed.class)
          .isThrownBy(() -> store.register(KEY, uri))
          .withCauseInstanceOf(CorruptDataException.class)
          .withMessageContaining("liar");
    }
  }

  /** What an indexer tells. */
  private interface Lie {
    void tell(ShardIndexer.Sections sections) throws IOException;
  }

  private record Liar(Lie lie) implements ShardIndexer {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public boolean recognises(Source source) {
      return true;
    }

    @Override
    public List<Cid> index(Source source, Sections sections) throws IOException {
      lie.tell(sections);
      return List.of();
    }
  }

  private record Broken(boolean recognising) implements ShardIndexer {
    @Override
    public String name() {
      return "broken-pieces";
    }

    @Override
    public boolean recognises(Source source) {
      if (!recognising) {
        throw new IllegalStateException("broken");
      }
      return true;
    }

    @Override
    public List<Cid> index(Source source, Sections sections) {
      throw new IllegalStateException("broken");
    }
  }
}
