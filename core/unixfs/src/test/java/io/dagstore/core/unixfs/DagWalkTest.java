package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DagWalkTest {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsBuilder builder =
      new UnixFsBuilder(UnixFsProfile.KUBO_CID_V1.withLayout(4, 2), blocks);

  private UnixFsLink file(String content) throws Exception {
    return builder.file(new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private Cid cbor(Node... items) {
    byte[] bytes = Codecs.DAG_CBOR.encode(new Node.List(List.of(items)));
    Cid cid = Cid.v1(Multicodec.DAG_CBOR, Multihash.sum(Multicodec.SHA2_256, bytes));
    blocks.put(new Block(cid, bytes));
    return cid;
  }

  private List<Cid> walk(Cid root, WalkOptions options) throws IOException {
    List<Cid> visited = new ArrayList<>();
    new DagWalk(blocks, options).walk(root, block -> visited.add(block.cid()));
    return visited;
  }

  @Test
  void visitsParentsFirstLinksInOrderAndEachBlockOnce() throws Exception {
    Cid shared = cbor(Node.Int.of(1));
    Cid left = cbor(new Node.Link(shared), Node.Int.of(2));
    Cid right = cbor(new Node.Link(shared), Node.Int.of(3));
    Cid root = cbor(new Node.Link(right), new Node.Link(left), new Node.Link(right));

    assertThat(walk(root, WalkOptions.ALL)).containsExactly(root, right, shared, left);
  }

  @Test
  void pathComesFirstThenItsEnd() throws Exception {
    UnixFsLink file = file("abcdefgh");
    UnixFsLink inner = builder.directory(UnixFsEntry.of("f", file));
    Cid root = builder.directory(UnixFsEntry.of("d", inner), UnixFsEntry.of("e", file)).cid();
    Cid first = file("abcd").cid();
    Cid second = file("efgh").cid();
    WalkOptions path = WalkOptions.ALL.withPath("d/f");

    assertThat(walk(root, path)).containsExactly(root, inner.cid(), file.cid(), first, second);
    assertThat(walk(root, path.withScope(DagScope.BLOCK)))
        .containsExactly(root, inner.cid(), file.cid());
    assertThat(walk(root, WalkOptions.ALL.withScope(DagScope.ENTITY))).containsExactly(root);
    assertThat(walk(root, WalkOptions.ALL.withPath("d").withScope(DagScope.ENTITY)))
        .containsExactly(root, inner.cid());
  }

  @Test
  void identityBlocksAreFollowedButNotHandedOut() throws Exception {
    Cid leaf = cbor(Node.Int.of(1));
    byte[] bytes = Codecs.DAG_CBOR.encode(new Node.Link(leaf));
    Cid inline = Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multicodec.IDENTITY, bytes));

    assertThat(walk(inline, WalkOptions.ALL)).containsExactly(leaf);
  }

  @Test
  void absentBlockEndsTheWalkUnlessThePolicyLetsItPass() throws Exception {
    Cid absent = cbor(Node.Int.of(1));
    Cid there = cbor(Node.Int.of(2));
    Cid root = cbor(new Node.Link(absent), new Node.Link(there), new Node.Link(absent));
    blocks.remove(absent);

    assertThatExceptionOfType(MissingBlockException.class)
        .isThrownBy(() -> walk(root, WalkOptions.ALL))
        .returns(absent, MissingBlockException::cid);
    WalkSummary summary =
        new DagWalk(blocks, WalkOptions.ALL.withMissing(MissingBlocks.SKIP))
            .walk(root, block -> {});
    assertThat(summary.missing()).isEqualTo(1);
    assertThat(summary.blocks()).isEqualTo(2);
  }

  @Test
  void unknownCodecIsALeafAndCounted() throws Exception {
    Cid strange = Cid.v1(0x300000, Multihash.sum(Multicodec.SHA2_256, new byte[] {1}));
    blocks.put(new Block(strange, new byte[] {1}));

    WalkSummary summary =
        new DagWalk(blocks, WalkOptions.ALL).walk(cbor(new Node.Link(strange)), block -> {});

    assertThat(summary.opaque()).isEqualTo(1);
    assertThat(summary.blocks()).isEqualTo(2);
  }

  @Test
  void depthAndLinksAreLimited() throws Exception {
    Cid chain = cbor(Node.Int.of(0));
    for (int i = 0; i < 20_000; i++) {
      chain = cbor(new Node.Link(chain));
    }
    Cid root = chain;

    assertThat(walk(root, WalkOptions.ALL)).hasSize(20_001);
    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(() -> walk(root, WalkOptions.ALL.withLimits(19_999, 1 << 20)))
        .withMessageContaining("deeper than 19999 links");
    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(() -> walk(root, WalkOptions.ALL.withLimits(1 << 20, 19_999)))
        .withMessageContaining("more than 19999 links");
  }

  @Test
  void fileThatRepeatsItselfIsWalkedOnceWhateverItsSize() throws Exception {
    UnixFsLink link = file("abcd");
    long size = 4;
    for (int i = 0; i < 50; i++) {
      BalancedLayout layout = new BalancedLayout(new NodeWriter(1, blocks), 2);
      layout.add(link, size);
      layout.add(link, size);
      link = layout.finish(UnixFsMetadata.NONE);
      size *= 2;
    }
    WalkOptions entity = WalkOptions.ALL.withScope(DagScope.ENTITY);

    assertThat(walk(link.cid(), entity)).hasSize(51);
    assertThat(
            walk(
                link.cid(),
                entity.withRange(new ByteRange(5, java.util.OptionalLong.of(size / 2 + 7)))))
        .hasSize(51);
  }

  @Test
  void corruptLinksNameTheBlock() throws Exception {
    Cid broken = Cid.v1(Multicodec.DAG_PB, Multihash.sum(Multicodec.SHA2_256, new byte[] {9}));
    blocks.put(new Block(broken, new byte[] {9}));

    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(() -> walk(cbor(new Node.Link(broken)), WalkOptions.ALL))
        .returns(broken, CorruptDagException::cid);
  }
}
