package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import io.dagstore.core.unixfs.UnixFsProfile.HamtRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HamtShardTest {
  private static final UnixFsProfile SHARDED = UnixFsProfile.V1_2025.withHamtRule(HamtRule.ALWAYS);

  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsReader reader = new UnixFsReader(blocks);

  private static UnixFsProfile fanout(int fanout) {
    return new UnixFsProfile(
        "test", 1, UnixFsProfile.Leaves.RAW, 100, 10, HamtRule.ALWAYS, 0, fanout);
  }

  private Cid shard(byte[] bitfield, int hashType, int fanout, PbLink... links) throws IOException {
    byte[] message =
        new ProtoWriter()
            .varint(1, 5)
            .bytes(2, bitfield, 0, bitfield.length)
            .varint(5, hashType)
            .varint(6, fanout)
            .toBytes();
    return new NodeWriter(1, blocks).put(PbNode.of(List.of(links), message)).cid();
  }

  private List<String> names(Cid directory) throws IOException {
    List<String> names = new ArrayList<>();
    UnixFsEntries entries = reader.list(directory);
    for (var next = entries.next(); next.isPresent(); next = entries.next()) {
      names.add(next.get().name());
    }
    return names;
  }

  private void assertCorrupt(Cid directory, String message) {
    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(() -> names(directory))
        .withMessageContaining(message);
  }

  @Test
  void hashIsTheOneOfThePeers() {
    assertThat(Murmur3.hash("470.txt".getBytes(UTF_8))).isEqualTo(0x006E88DF5847E67CL);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 64, 256, 1024})
  void everyFanoutIsReadBack(int fanout) throws Exception {
    UnixFsBuilder builder = new UnixFsBuilder(fanout(fanout), blocks);
    UnixFsLink x = builder.symlink("x");
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "name-" + i).toList();
    DirectoryBuilder directory = builder.directory();
    names.forEach(name -> directory.add(name, x));

    Cid root = directory.finish().cid();

    assertThat(names(root)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(reader.resolve(root, "name-999").cid()).isEqualTo(x.cid());
  }

  @Test
  void lookupReadsOneShardPerLevel() throws Exception {
    UnixFsBuilder builder = new UnixFsBuilder(SHARDED, blocks);
    UnixFsLink x = builder.symlink("x");
    DirectoryBuilder directory = builder.directory();
    for (int i = 0; i < 20_000; i++) {
      directory.add("entry " + i, x);
    }
    Cid root = directory.finish().cid();
    blocks.takeRead();

    reader.resolve(root, "entry 17777");

    assertThat(blocks.takeRead()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws Exception {
    for (HamtRule rule : List.of(HamtRule.ALWAYS, HamtRule.NEVER)) {
      UnixFsBuilder builder = new UnixFsBuilder(UnixFsProfile.V1_2025.withHamtRule(rule), blocks);
      UnixFsLink x = builder.symlink("x");

      DirectoryBuilder directory = builder.directory();
      directory.add("twice", x);
      directory.add("twice", x);

      assertThatIllegalArgumentException()
          .isThrownBy(directory::finish)
          .withMessage("two entries named \"twice\"");
    }
  }

  @Test
  void structureThatIsWrongIsCorrupt() throws Exception {
    Cid x = new UnixFsBuilder(SHARDED, blocks).symlink("x").cid();
    PbLink a = new PbLink(x, "00a", 1);
    byte[] bit0 = {1};

    assertCorrupt(shard(bit0, 0x22, 7, a), "fanout 7");
    assertCorrupt(shard(bit0, 0x22, 12, a), "fanout 12");
    assertCorrupt(shard(bit0, 0x22, 2048, a), "fanout 2048");
    assertCorrupt(shard(bit0, 0x23, 256, a), "hash type 35");
    assertCorrupt(shard(new byte[33], 0x22, 256), "bitfield of 33 bytes");
    assertCorrupt(shard(new byte[] {3}, 0x22, 256, a), "2 bits for 1 links");
    assertCorrupt(shard(bit0, 0x22, 256, new PbLink(x, "0", 1)), "begin with bucket");
    assertCorrupt(shard(bit0, 0x22, 256, new PbLink(x, "01a", 1)), "begin with bucket");
    assertCorrupt(shard(new byte[] {4, 0}, 0x22, 256, new PbLink(x, "0aa", 1)), "begin with");
    assertCorrupt(shard(bit0, 0x22, 256, a), "wrong bucket");
  }

  @Test
  void shardThatNestsTooDeepIsCorrupt() throws Exception {
    Cid below = shard(new byte[] {1}, 0x22, 256, new PbLink(emptyFile(), "00", 1));
    for (int i = 0; i < 10; i++) {
      below = shard(new byte[] {1}, 0x22, 256, new PbLink(below, "00", 1));
    }

    assertCorrupt(below, "deeper than 8 levels");
  }

  @Test
  void shardWithoutLinksOrOfAnotherFanoutIsCorrupt() throws Exception {
    Cid empty = shard(new byte[0], 0x22, 256);
    Cid other = shard(new byte[] {1}, 0x22, 16, new PbLink(emptyFile(), "0a", 1));

    assertCorrupt(shard(new byte[] {1}, 0x22, 256, new PbLink(empty, "00", 1)), "without links");
    assertCorrupt(shard(new byte[] {1}, 0x22, 256, new PbLink(other, "00", 1)), "another fanout");
    assertThat(names(empty)).isEmpty();
  }

  private Cid emptyFile() throws IOException {
    return new NodeWriter(1, blocks)
        .put(PbNode.of(List.of(), UnixFsEncoder.leaf(new byte[0], 0, 0, UnixFsMetadata.NONE)))
        .cid();
  }

  @Test
  void absentShardsArePassedOverWhenThePolicySaysSo() throws Exception {
    UnixFsBuilder builder = new UnixFsBuilder(fanout(8), blocks);
    UnixFsLink x = builder.symlink("x");
    DirectoryBuilder directory = builder.directory();
    IntStream.range(0, 30).forEach(i -> directory.add("n" + i, x));
    Cid root = directory.finish().cid();
    Cid gone = blocks.written().get(1);
    blocks.remove(gone);
    List<Cid> missing = new ArrayList<>();

    UnixFsEntries entries = reader.list(root, missing::add);
    int count = 0;
    while (entries.next().isPresent()) {
      count++;
    }

    assertThat(missing).containsExactly(gone);
    assertThat(count).isBetween(1, 29);
    assertThatExceptionOfType(MissingBlockException.class).isThrownBy(() -> names(root));
  }
}
