package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blocks that other implementations have put into CARv1 files. */
@Tag("interop")
final class CarBlocksInteropTest {
  @Test
  void blocksOfChainAndFilesEncodeToTheBytesTheyCameFrom() {
    List<Path> files =
        List.of(
            Fixtures.folder().resolve("go-car/v2/testdata/sample-v1-noidentity.car"),
            Fixtures.folder().resolve("go-car/cmd/car/testdata/inputs/simple-unixfs.car"),
            Fixtures.folder()
                .resolve("ipld/specs/transport/car/fixture/carv1-basic/carv1-basic.car"),
            Fixtures.folder()
                .resolve(
                    "gateway-conformance/fixtures/trustless_gateway_car/"
                        + "single-layer-hamt-with-multi-block-files.car"));
    int blocks = 0;

    for (Path file : files) {
      for (Block block : blocks(Fixtures.read(file))) {
        checkBlock(block);
        blocks++;
      }
    }

    assertThat(blocks).isGreaterThan(1000);
    System.out.println("fixtures read: " + blocks + " (blocks of CAR files)");
  }

  private static void checkBlock(Block block) {
    Cid cid = block.cid();
    // A few blocks of the chain have texts that are no UTF-8.
    Codec codec =
        cid.codec() == Multicodec.DAG_CBOR
            ? Codecs.DAG_CBOR_LENIENT
            : Codecs.of(cid.codec()).orElseThrow();
    assertThat(new Hasher().verify(cid, block.data(), 0, block.size())).isEqualTo(Verdict.MATCH);

    Node node = codec.decode(block.data());
    var links = new ArrayList<Cid>();
    codec.links(block.data(), links::add);

    assertThat(codec.encode(node)).as("%s", cid).isEqualTo(block.data());
    assertThat(links).isEqualTo(Trees.links(node));
    assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
  }

  private static List<Block> blocks(byte[] car) {
    var blocks = new ArrayList<Block>();
    int at = Math.toIntExact(end(car, 0));
    while (at < car.length) {
      int to = Math.toIntExact(end(car, at));
      int from = at + Varint.size(Varint.read(car, at, car.length));
      Cid cid = Cid.read(car, from, to);
      blocks.add(new Block(cid, Arrays.copyOfRange(car, from + cid.byteLength(), to)));
      at = to;
    }
    return blocks;
  }

  private static long end(byte[] car, int at) {
    long length = Varint.read(car, at, car.length);
    return at + Varint.size(length) + length;
  }
}
