package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnixFsReaderTest {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsReader reader = new UnixFsReader(blocks);
  private final UnixFsBuilder builder =
      new UnixFsBuilder(UnixFsProfile.KUBO_CID_V1.withLayout(4, 2), blocks);

  private UnixFsLink file(String content) throws Exception {
    return builder.file(new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private Cid node(List<PbLink> links, byte[] message) throws IOException {
    return new NodeWriter(1, blocks).put(PbNode.of(links, message)).cid();
  }

  private static PbLink unnamed(UnixFsLink link) {
    return new PbLink(link.cid(), "", link.tsize());
  }

  private static byte[] inner(long fileSize, long... sizes) {
    return UnixFsEncoder.inner(sizes, sizes.length, fileSize, UnixFsMetadata.NONE);
  }

  private void assertCorrupt(Cid file, String message) {
    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(() -> reader.open(file).readAllBytes())
        .withMessageContaining(message);
  }

  @Test
  void rangeReadsThePathToItsLeafAlone() throws Exception {
    Cid file = file("abcdefghijklmnopqrstuvwxyz").cid();
    blocks.takeRead();

    byte[] range = reader.open(file, 13, 15).readAllBytes();

    assertThat(range).isEqualTo("no".getBytes(UTF_8));
    assertThat(blocks.takeRead()).hasSize(4);
  }

  @Test
  void skippingReadsNothing() throws Exception {
    Cid file = file("abcdefghijklmnopqrstuvwxyz").cid();
    blocks.takeRead();

    try (var in = reader.open(file)) {
      assertThat(in.skip(25)).isEqualTo(25);
      assertThat(in.read()).isEqualTo('z');
      assertThat(in.skip(5)).isZero();
    }

    assertThat(blocks.takeRead()).hasSizeLessThan(6);
  }

  @Test
  void missingBlockIsNamedAndOtherRangesStayReadable() throws Exception {
    Cid file = file("abcdefgh").cid();
    Cid second = file("efgh").cid();
    blocks.remove(second);

    assertThatExceptionOfType(MissingBlockException.class)
        .isThrownBy(() -> reader.open(file).readAllBytes())
        .returns(second, MissingBlockException::cid);
    assertThat(reader.open(file, 0, 4).readAllBytes()).isEqualTo("abcd".getBytes(UTF_8));
  }

  @Test
  void contentBeforeTheLinksIsRead() throws Exception {
    byte[] message =
        new ProtoWriter()
            .varint(1, 2)
            .bytes(2, "head ".getBytes(UTF_8), 0, 5)
            .varint(3, 9)
            .varint(4, 4)
            .toBytes();
    Cid file = node(List.of(unnamed(file("tail"))), message);

    assertThat(reader.open(file).readAllBytes()).isEqualTo("head tail".getBytes(UTF_8));
    assertThat(reader.open(file, 3, 7).readAllBytes()).isEqualTo("d ta".getBytes(UTF_8));
  }

  @Test
  void packedBlockSizesAndUnknownFieldsAreRead() throws Exception {
    byte[] message =
        new ProtoWriter()
            .varint(1, 2)
            .bytes(4, new byte[] {4, 4}, 0, 2)
            .varint(99, 7)
            .fixed32(98, 7)
            .toBytes();
    Cid file = node(List.of(unnamed(file("abcd")), unnamed(file("efgh"))), message);

    assertThat(reader.open(file).readAllBytes()).isEqualTo("abcdefgh".getBytes(UTF_8));
  }

  @Test
  void identityLeavesNeedNoBlock() throws Exception {
    Cid leaf = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, "inline".getBytes(UTF_8)));
    Cid file = node(List.of(unnamed(new UnixFsLink(leaf, 6))), inner(6, 6));

    assertThat(reader.open(file).readAllBytes()).isEqualTo("inline".getBytes(UTF_8));
  }

  @Test
  void codecOfTheLinkCountsNotThatOfTheStore() throws Exception {
    Cid directory = builder.directory().finish().cid();
    Cid raw = Cid.v1(Multicodec.RAW, directory.multihash());
    UnixFsReader lax = new UnixFsReader(cid -> blocks.get(directory));

    assertThat(lax.stat(raw).kind()).isEqualTo(UnixFsKind.FILE);
    assertThat(lax.open(raw).readAllBytes()).isNotEmpty();
    assertThat(lax.stat(directory).kind()).isEqualTo(UnixFsKind.DIRECTORY);
  }

  @Test
  void sizesThatDoNotAgreeAreCorrupt() throws Exception {
    PbLink leaf = unnamed(file("abcd"));

    assertCorrupt(node(List.of(leaf), inner(4)), "expected 1 block sizes, got 0");
    assertCorrupt(node(List.of(leaf), inner(5, 4)), "expected filesize 4, got 5");
    assertCorrupt(node(List.of(leaf), inner(3, 3)), "expected 3 bytes of content, got 4");
    assertCorrupt(
        node(List.of(leaf, leaf), inner(0, Long.MAX_VALUE, Long.MAX_VALUE)), "more than 2^63");
  }

  @Test
  void fileThatNestsTooDeepIsCorrupt() throws Exception {
    UnixFsLink link = file("abcd");
    for (int i = 0; i < 200; i++) {
      link = new NodeWriter(1, blocks).put(PbNode.of(List.of(unnamed(link)), inner(4, 4)));
    }

    assertCorrupt(link.cid(), "nests deeper than 128");
  }

  @Test
  void directoryInsideAFileIsCorrupt() throws Exception {
    UnixFsLink directory = builder.directory().finish();

    assertCorrupt(node(List.of(unnamed(directory)), inner(4, 4)), "expected a part of a file");
  }

  @Test
  void wrongKindIsAnAnswerAndNoFault() throws Exception {
    Cid directory = builder.directory().finish().cid();
    Cid file = file("abcd").cid();

    assertThatExceptionOfType(WrongKindException.class)
        .isThrownBy(() -> reader.open(directory))
        .withMessageContaining("expected a file, got a directory");
    assertThatExceptionOfType(WrongKindException.class)
        .isThrownBy(() -> reader.list(file))
        .withMessageContaining("expected a directory, got a file");
    assertThatExceptionOfType(WrongKindException.class)
        .isThrownBy(() -> reader.readLink(directory));
  }

  @Test
  void pathsSkipEmptySegmentsAndNameTheAbsentOne() throws Exception {
    UnixFsLink file = file("abcd");
    UnixFsLink inside = builder.directory(UnixFsEntry.of("a b", file));
    Cid root = builder.directory(UnixFsEntry.of("%41", inside)).cid();

    assertThat(reader.resolve(root, "//%41/a b/"))
        .returns(file.cid(), Resolved::cid)
        .returns("a b", Resolved::name);
    assertThat(reader.resolve(root, "").cid()).isEqualTo(root);
    assertThatExceptionOfType(PathAbsentException.class)
        .isThrownBy(() -> reader.resolve(root, "%41/c/d"))
        .returns("c", PathAbsentException::segment);
    assertThatExceptionOfType(PathAbsentException.class)
        .isThrownBy(() -> reader.resolve(root, "%41/a b/d"))
        .withMessageContaining("no names");
  }

  @Test
  void plainDagPbLinksAreFollowedByName() throws Exception {
    UnixFsLink file = file("abcd");
    Cid root =
        new NodeWriter(1, blocks).put(PbNode.of(List.of(new PbLink(file.cid(), "x", 4)))).cid();

    assertThat(reader.resolve(root, "x").cid()).isEqualTo(file.cid());
    assertThat(reader.stat(root).kind()).isEqualTo(UnixFsKind.NODE);
  }
}
