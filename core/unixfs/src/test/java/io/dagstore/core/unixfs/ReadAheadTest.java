package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.FoundBlocks;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final Batches batches = new Batches();

  /** Gives many blocks at once, the last first, and remembers what was asked for. */
  private final class Batches implements Blockstore {
    private final List<Integer> sizes = new ArrayList<>();
    private final Set<Cid> asked = new HashSet<>();
    private Optional<Cid> bad = Optional.empty();
    private int singles;
    private int twice;
    private long most;

    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      singles++;
      return one(cid);
    }

    private Optional<Block> one(Cid cid) throws IOException {
      twice += asked.add(cid) ? 0 : 1;
      if (bad.equals(Optional.of(cid))) {
        throw new IOException("bad block " + cid);
      }
      return blocks.get(cid);
    }

    @Override
    public void getMany(List<Cid> cids, FoundBlocks found) throws IOException {
      sizes.add(cids.size());
      long bytes = 0;
      for (int i = cids.size() - 1; i >= 0; i--) {
        var block = one(cids.get(i));
        found.take(i, block);
        bytes += block.map(Block::size).orElse(0);
        most = Math.max(most, bytes);
      }
    }
  }

  private Cid cbor(Node... items) {
    byte[] bytes = Codecs.DAG_CBOR.encode(new Node.List(List.of(items)));
    Cid cid = Cid.v1(Multicodec.DAG_CBOR, Multihash.sum(Multicodec.SHA2_256, bytes));
    blocks.put(new Block(cid, bytes));
    return cid;
  }

  /** A DAG in which each level shares blocks with itself and with those above. */
  private Cid made(long seed) {
    var random = new Random(seed);
    var below = new ArrayList<Cid>();
    LongStream.range(0, 300).forEach(i -> below.add(cbor(Node.Int.of(i), noise(random))));
    for (int level = 0; level < 4; level++) {
      var here = new ArrayList<Cid>();
      for (int i = 0; i < 20; i++) {
        var links = new ArrayList<Node>(List.of(Node.Int.of(level), Node.Int.of(i)));
        for (int j = random.nextInt(60); j > 0; j--) {
          links.add(new Node.Link(below.get(random.nextInt(below.size()))));
        }
        here.add(cbor(links.toArray(Node[]::new)));
      }
      below.addAll(here);
    }
    Collections.shuffle(below, random);
    return cbor(below.stream().map(Node.Link::new).toArray(Node[]::new));
  }

  private static Node noise(Random random) {
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return new Node.Bytes(bytes);
  }

  private static List<Cid> walk(Blockstore store, Cid root, WalkOptions options)
      throws IOException {
    List<Cid> visited = new ArrayList<>();
    new DagWalk(store, options).walk(root, block -> visited.add(block.cid()));
    return visited;
  }

  private static WalkOptions ahead(long bytes) {
    return WalkOptions.ALL.withReadAhead(bytes);
  }

  @Test
  void theOrderIsTheSameWhateverIsReadAhead() throws Exception {
    for (int seed = 0; seed < 5; seed++) {
      Cid root = made(seed);
      List<Cid> expected = walk(blocks, root, WalkOptions.ALL);
      for (long bytes : new long[] {0, 1, 1_000, 20_000, 100_000, 1 << 20}) {
        assertThat(walk(batches, root, ahead(bytes))).isEqualTo(expected);
      }
    }
  }

  @Test
  void blocksThatFitAreReadInBatchesAndOnce() throws Exception {
    Cid root = made(1);

    int visited = walk(batches, root, ahead(64 << 20)).size();

    assertThat(batches.twice).isZero();
    assertThat(batches.singles).isLessThan(visited / 10);
    assertThat(batches.sizes).allMatch(size -> size >= 2).anyMatch(size -> size > 100);
  }

  @Test
  void noMoreIsHeldThanWasAllowed() throws Exception {
    walk(batches, made(2), ahead(20_000));

    assertThat(batches.sizes).isNotEmpty();
    assertThat(batches.most).isLessThan(20_000);
  }

  @Test
  void aFileIsReadAheadAndARangeOfItIsNot() throws Exception {
    var builder = new UnixFsBuilder(UnixFsProfile.KUBO_CID_V1.withLayout(4, 50), blocks);
    byte[] content = new byte[4_000];
    new Random(3).nextBytes(content);
    Cid root = builder.file(new ByteArrayInputStream(content)).cid();
    WalkOptions entity = ahead(1 << 20).withScope(DagScope.ENTITY);

    assertThat(walk(batches, root, entity)).isEqualTo(walk(blocks, root, WalkOptions.ALL));
    assertThat(batches.singles).isLessThan(100);
    batches.sizes.clear();
    walk(batches, root, entity.withRange(new ByteRange(5, java.util.OptionalLong.of(700))));
    assertThat(batches.sizes).isEmpty();
  }

  @Test
  void anAbsentBlockIsToldOfInItsTurn() throws Exception {
    Cid first = cbor(Node.Int.of(1));
    Cid absent = cbor(Node.Int.of(2));
    Cid other = cbor(Node.Int.of(3));
    Cid root =
        cbor(
            new Node.Link(first),
            new Node.Link(cbor(new Node.Link(first), new Node.Link(absent))),
            new Node.Link(other));
    blocks.remove(absent);
    blocks.remove(other);
    List<Cid> visited = new ArrayList<>();

    assertThatExceptionOfType(MissingBlockException.class)
        .isThrownBy(() ->
            new DagWalk(batches, ahead(1 << 20)).walk(root, block -> visited.add(block.cid())))
        .returns(absent, MissingBlockException::cid);
    assertThat(visited).hasSize(3);
  }

  @Test
  void aBlockThatFailsDoesSoInItsTurn() throws Exception {
    var leaves = LongStream.range(0, 100).mapToObj(i -> cbor(Node.Int.of(i))).toList();
    Cid root = cbor(leaves.stream().map(Node.Link::new).toArray(Node[]::new));
    Cid bad = leaves.get(50);
    batches.bad = Optional.of(bad);
    List<Cid> visited = new ArrayList<>();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            new DagWalk(batches, ahead(1 << 20)).walk(root, block -> visited.add(block.cid())))
        .withMessage("bad block " + bad);
    assertThat(visited).hasSize(1 + 50);
  }

  @Test
  void anInterruptEndsIt() {
    Cid root = made(4);
    Blockstore interrupted =
        new Blockstore() {
          @Override
          public Optional<Block> get(Cid cid) {
            return blocks.get(cid);
          }

          @Override
          public void getMany(List<Cid> cids, FoundBlocks found) throws InterruptedException {
            throw new InterruptedException();
          }
        };

    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(() -> walk(interrupted, root, ahead(1 << 20)));
    assertThat(Thread.interrupted()).isTrue();
  }
}
