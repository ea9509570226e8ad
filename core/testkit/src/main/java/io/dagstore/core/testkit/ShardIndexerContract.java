package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link ShardIndexer} must do. */
public abstract class ShardIndexerContract {
  private static final SampleCar SAMPLE = SampleCar.small(30, 5);
  private static final long SEED = 11;

  /** For subclasses. */
  protected ShardIndexerContract() {}

  /** The indexer under test. */
  protected abstract ShardIndexer indexer() throws IOException;

  /** A piece of the indexer's kind that holds these blocks, each once, and has this root. */
  protected abstract byte[] piece(Cid root, List<Block> blocks) throws IOException;

  @Test
  void hasANameForMessagesAndRecords() throws IOException {
    assertThat(indexer().name()).matches("[a-z0-9-]{1,100}");
  }

  @Test
  void recognisesItsOwnKindAndNoOther() throws IOException {
    var noise = new byte[5000];
    new Random(SEED).nextBytes(noise);

    assertThat(indexer().recognises(source(sample()))).isTrue();
    assertThat(indexer().recognises(source(SAMPLE.bytes()))).isFalse();
    assertThat(indexer().recognises(source(noise))).isFalse();
    assertThat(indexer().recognises(source(new byte[0]))).isFalse();
    assertThat(indexer().recognises(source(new byte[] {1}))).isFalse();
  }

  @Test
  void findsEveryBlockWhereItsCidStandsBeforeItsData() throws IOException {
    var bytes = sample();
    var found = new ArrayList<Block>();

    indexer()
        .index(
            source(bytes),
            (offset, cid, length) -> {
              int from = Math.toIntExact(offset);
              int data = from + cid.byteLength();
              assertThat(Arrays.copyOfRange(bytes, from, data)).isEqualTo(cid.toBytes());
              int end = data + Math.toIntExact(length);
              found.add(new Block(cid, Arrays.copyOfRange(bytes, data, end)));
            });

    assertThat(found).containsExactlyInAnyOrderElementsOf(SAMPLE.list());
  }

  @Test
  void tellsTheRoots() throws IOException {
    assertThat(indexer().index(source(sample()), (_, _, _) -> {})).containsExactly(SAMPLE.root());
  }

  @Test
  void canBeAskedAgainAndBySeveralAtOnce() throws Exception {
    var indexer = indexer();
    var source = source(sample());
    var threads = new ArrayList<Thread>();
    var failures = new ArrayList<Throwable>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  assertThat(indexer.index(source, (_, _, _) -> {})).hasSize(1);
                } catch (IOException | AssertionError e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aPieceCutShortIsNoWorseThanAnIoException() throws IOException {
    var whole = sample();
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      survives(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void aDamagedPieceIsNoWorseThanAnIoException() throws IOException {
    var random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      var damaged = sample();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      survives(damaged);
    }
  }

  private void survives(byte[] bytes) throws IOException {
    var indexer = indexer();
    try {
      if (indexer.recognises(source(bytes))) {
        assertThat(indexer.index(source(bytes), new Inside(bytes.length))).isNotNull();
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  /** Refuses what leaves the source, as the store does. */
  private record Inside(long size) implements ShardIndexer.Sections {
    @Override
    public void add(long cidOffset, Cid cid, long dataLength) throws IOException {
      if (cidOffset < 0 || dataLength < 0 || cidOffset + cid.byteLength() > size - dataLength) {
        throw new IOException("a section leaves the source");
      }
    }
  }

  private byte[] sample() throws IOException {
    return piece(SAMPLE.root(), SAMPLE.list());
  }

  private static Source source(byte[] bytes) {
    return Source.of(bytes, "piece");
  }
}
