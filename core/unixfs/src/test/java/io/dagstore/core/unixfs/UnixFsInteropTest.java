package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees made by Kubo and other peers, read, walked and extracted as their own tests say. */
@Tag("interop")
final class UnixFsInteropTest {
  private static final AtomicInteger FIXTURES = new AtomicInteger();
  private static final String CONFORMANCE = "gateway-conformance/fixtures/";

  @TempDir private Path temp;

  @AfterAll
  static void count() {
    System.out.println("fixtures read: " + FIXTURES.get() + " (CARs of UnixFS trees)");
  }

  private static MemoryBlockstore read(String file) throws IOException {
    FIXTURES.incrementAndGet();
    return CarFixture.read(file);
  }

  private static String text(UnixFsReader reader, Cid root, String path) throws IOException {
    return new String(reader.open(reader.resolve(root, path).cid()).readAllBytes(), UTF_8);
  }

  private Map<String, String> extracted() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(temp)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(temp.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void simpleTreeExtractsToNineFiles() throws Exception {
    MemoryBlockstore blocks = read("go-car/cmd/car/testdata/inputs/simple-unixfs.car");
    Cid root = Cid.parse("QmPLPpnptHc1DMhJAWNYMTqBTqqRQNy5WsY7F9pZgsBfMT");

    ExtractReport report = new UnixFsExtractor(blocks, temp).extract(root, "root");

    assertThat(report.isComplete()).isTrue();
    assertThat(report.files()).isEqualTo(9);
    assertThat(extracted())
        .hasSize(9)
        .containsEntry("a/1/A.txt", "a1A\n")
        .containsEntry("c/9/I.txt", "c9I\n");
  }

  @Test
  void partsOfTheSimpleTreeAreExtractedByPath() throws Exception {
    MemoryBlockstore blocks = read("go-car/cmd/car/testdata/inputs/simple-unixfs.car");
    Cid root = Cid.parse("QmPLPpnptHc1DMhJAWNYMTqBTqqRQNy5WsY7F9pZgsBfMT");

    UnixFsExtractor extractor = new UnixFsExtractor(blocks, temp);

    assertThat(extractor.extractPaths(root, List.of("b")).files()).isEqualTo(3);
    assertThat(extractor.extractPaths(root, List.of("/a/", "c/7/G.txt")).files()).isEqualTo(4);
    assertThat(extracted()).containsEntry("c/7/G.txt", "c7G\n").doesNotContainKey("c/8/H.txt");
  }

  @Test
  void partOfWikipediaIsExtractedAndTheRestCounted() throws Exception {
    MemoryBlockstore blocks =
        read("go-car/cmd/car/testdata/inputs/wikipedia-cryptographic-hash-function.car");
    Cid root = Cid.parse("bafybeiaysi4s6lnjev27ln5icwm6tueaw2vdykrtjkwiphwekaywqhcjze");

    ExtractReport report = new UnixFsExtractor(blocks, temp).extract(root, "root");

    assertThat(report.files()).isEqualTo(1);
    assertThat(report.unknown()).isEqualTo(570);
    assertThat(report.missing()).isEqualTo(110);
    assertThat(extracted()).containsOnlyKeys("wiki/Cryptographic_hash_function");
    assertThat(new UnixFsReader(blocks).resolve(root, "wiki/Cryptographic_hash_function").cid())
        .extracting(Cid::codec)
        .isEqualTo(Multicodec.RAW);
  }

  @Test
  void modeAndTimeAreReadAndGivenToWhatIsExtracted() throws Exception {
    MemoryBlockstore blocks = read("boxo/gateway/testdata/unixfs-dir-with-mode-mtime.car");
    Cid root = Cid.parse("bafybeifup24mfbx6iv4xo7k664gzlezzurdnyb36pogxulrb7ed23cxtym");
    UnixFsReader reader = new UnixFsReader(blocks);

    List<UnixFsStat> stats = new ArrayList<>();
    collect(reader, root, stats);

    assertThat(stats).hasSize(10);
    assertThat(stats.stream().map(stat -> stat.metadata().mode().orElse(-1)))
        .contains(0_700, 0_755, 0_644);
    assertThat(stats.stream().map(stat -> stat.metadata().mtime()))
        .doesNotContain(Optional.empty());
    UnixFsStat link =
        stats.stream().filter(stat -> stat.kind() == UnixFsKind.SYMLINK).findFirst().orElseThrow();
    assertThat(reader.readLink(link.cid())).isEqualTo("../sub2/file3");
    new UnixFsExtractor(blocks, temp).extract(root, "root");
    Instant wanted = reader.stat(root).metadata().mtime().orElseThrow();
    assertThat(wanted).isBefore(Instant.now());
  }

  private static void collect(UnixFsReader reader, Cid cid, List<UnixFsStat> stats)
      throws IOException {
    UnixFsStat stat = reader.stat(cid);
    stats.add(stat);
    if (stat.kind() == UnixFsKind.DIRECTORY) {
      UnixFsEntries entries = reader.list(cid);
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        collect(reader, next.get().cid(), stats);
      }
    }
  }

  @Test
  void shardedDirectoryOfAThousandNames() throws Exception {
    MemoryBlockstore blocks =
        read(CONFORMANCE + "trustless_gateway_car/single-layer-hamt-with-multi-block-files.car");
    Cid root = Cid.parse("bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i");
    UnixFsReader reader = new UnixFsReader(blocks);

    List<String> names = new ArrayList<>();
    UnixFsEntries entries = reader.list(root);
    for (var next = entries.next(); next.isPresent(); next = entries.next()) {
      names.add(next.get().name());
    }
    blocks.takeRead();
    Cid file = reader.resolve(root, "470.txt").cid();

    assertThat(names).hasSize(1000).doesNotHaveDuplicates().contains("1.txt", "1000.txt");
    assertThat(blocks.takeRead()).hasSize(2);
    assertThat(reader.stat(file).size()).isEqualTo(1026);
    assertThat(reader.open(file).readAllBytes()).hasSize(1026);
    assertThatExceptionOfType(PathAbsentException.class)
        .isThrownBy(() -> reader.resolve(root, "1001.txt"))
        .returns("1001.txt", PathAbsentException::segment);
  }

  @Test
  void entityOfAShardedDirectoryIsItsShards() throws Exception {
    MemoryBlockstore blocks =
        read(CONFORMANCE + "trustless_gateway_car/single-layer-hamt-with-multi-block-files.car");
    Cid root = Cid.parse("bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i");

    WalkSummary all = new DagWalk(blocks, WalkOptions.ALL).walk(root, block -> {});
    WalkSummary entity =
        new DagWalk(blocks, WalkOptions.ALL.withScope(DagScope.ENTITY)).walk(root, block -> {});

    assertThat(all.blocks()).isEqualTo(243);
    assertThat(entity.blocks()).isEqualTo(237);
  }

  @Test
  void walkOfDuplicateFilesSendsEachBlockOnceInDfsOrder() throws Exception {
    MemoryBlockstore blocks = read(CONFORMANCE + "path_gateway_unixfs/dir-with-files.car");
    Cid root = Cid.parse("bafybeihchr7vmgjaasntayyatmp5sv6xza57iy2h4xj7g46bpjij6yhrmy");
    UnixFsReader reader = new UnixFsReader(blocks);
    List<Cid> visited = new ArrayList<>();

    new DagWalk(blocks, WalkOptions.ALL).walk(root, block -> visited.add(block.cid()));

    assertThat(visited).hasSize(9).doesNotHaveDuplicates();
    assertThat(visited.subList(0, 4))
        .containsExactly(
            root,
            reader.resolve(root, "ascii-copy.txt").cid(),
            reader.resolve(root, "hello.txt").cid(),
            reader.resolve(root, "multiblock.txt").cid());
  }

  @Test
  void rangeOfAFileWalksItsBlocksOnly() throws Exception {
    MemoryBlockstore blocks =
        read(CONFORMANCE + "trustless_gateway_car/subdir-with-mixed-block-files.car");
    Cid root = Cid.parse("bafybeidh6k2vzukelqtrjsmd4p52cpmltd2ufqrdtdg6yigi73in672fwu");
    WalkOptions entity =
        WalkOptions.ALL.withScope(DagScope.ENTITY).withPath("subdir/multiblock.txt");

    assertThat(walk(blocks, root, entity)).isEqualTo(2 + 1 + 5);
    assertThat(walk(blocks, root, entity.withRange(ByteRange.parse("512:1023")))).isEqualTo(5);
    assertThat(walk(blocks, root, entity.withRange(ByteRange.parse("-2:*")))).isEqualTo(4);
    assertThat(walk(blocks, root, entity.withRange(ByteRange.parse("9999:*")))).isEqualTo(3);
    assertThat(walk(blocks, root, entity.withScope(DagScope.BLOCK))).isEqualTo(3);
  }

  private static long walk(MemoryBlockstore blocks, Cid root, WalkOptions options)
      throws IOException {
    return new DagWalk(blocks, options).walk(root, block -> {}).blocks();
  }

  @Test
  void symlinkIsReadAndExtracted() throws Exception {
    MemoryBlockstore blocks = read(CONFORMANCE + "path_gateway_unixfs/symlink.car");
    Cid root = Cid.parse("QmWvY6FaqFMS89YAQ9NAPjVP4WZKA1qbHbicc9HeSKQTgt");
    UnixFsReader reader = new UnixFsReader(blocks);

    ExtractReport report = new UnixFsExtractor(blocks, temp).extract(root, "root");

    assertThat(reader.readLink(reader.resolve(root, "bar").cid())).isEqualTo("foo");
    assertThat(report.symlinks()).isEqualTo(1);
    assertThat(Files.readString(temp.resolve("bar"))).isEqualTo("content\n");
  }

  @Test
  void nameWithASlashIsListedAndNotExtracted() throws Exception {
    MemoryBlockstore blocks = read(CONFORMANCE + "path_gateway_tar/inside-root.car");
    Cid root = Cid.parse("bafybeibfevfxlvxp5vxobr5oapczpf7resxnleb7tkqmdorc4gl5cdva3y");

    assertThatExceptionOfType(UnsafePathException.class)
        .isThrownBy(() -> new UnixFsExtractor(blocks, temp).extract(root, "root"))
        .withMessageContaining("slash");
    assertThat(extracted().keySet()).noneMatch(name -> name.contains("file"));
  }

  @Test
  void missingMiddleOfAFileIsNamed() throws Exception {
    MemoryBlockstore blocks =
        read("gateway-conformance/tooling/car/_fixtures/file-3k-and-3-blocks-missing-block.car");
    Cid root = Cid.parse("QmZGmS2U9aD3EH8Vtea2fWpurjjry4rCJ2A2dSQFCCSFdB");
    UnixFsReader reader = new UnixFsReader(blocks);

    assertThatExceptionOfType(MissingBlockException.class)
        .isThrownBy(() -> reader.open(root).readAllBytes())
        .matches(e -> e.cid().toString().startsWith("Qmed9q"));
    assertThat(reader.open(root, 2048, 3072).readAllBytes()).hasSize(1024);
    ExtractReport report = new UnixFsExtractor(blocks, temp).extract(root, "file");
    assertThat(report.missing()).isEqualTo(1);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void pathsRunThroughCborMapsAndLinks() throws Exception {
    MemoryBlockstore blocks = read(CONFORMANCE + "path_gateway_dag/dag-cbor-traversal.car");
    Cid root = Cid.parse("bafyreibs4utpgbn7uqegmd2goqz4bkyflre2ek2iwv743fhvylwi4zeeim");
    UnixFsReader reader = new UnixFsReader(blocks);

    Resolved link = reader.resolve(root, "foo/link/bar");
    Resolved inside = reader.resolve(root, "foo/link/bar/hello");

    assertThat(link.within()).isEmpty();
    assertThat(inside.cid()).isEqualTo(link.cid());
    assertThat(inside.within()).contains(new Node.Text("this is not a link"));
    assertThat(reader.resolve(root, "foo/object/banana").within()).contains(Node.Int.of(10));
    assertThat(new DagWalk(blocks, WalkOptions.ALL).walk(root, block -> {}).blocks()).isEqualTo(3);
  }

  @Test
  void everyTreeWalksWhole() throws Exception {
    for (String[] fixture : WHOLE) {
      MemoryBlockstore blocks = read(fixture[0]);
      Cid root = Cid.parse(fixture[1]);

      WalkSummary summary = new DagWalk(blocks, WalkOptions.ALL).walk(root, block -> {});

      assertThat(summary.blocks()).as(fixture[0]).isEqualTo(Long.parseLong(fixture[2]));
    }
  }

  private static final String[][] WHOLE = {
    {
      CONFORMANCE + "path_gateway_dag/gateway-json-cbor.car",
      "bafybeiafyvqlazbbbtjnn6how5d6h6l6rxbqc4qgpbmteaiskjrffmyy4a",
      "11"
    },
    {
      CONFORMANCE + "dir_listing/fixtures.car",
      "bafybeig6ka5mlwkl4subqhaiatalkcleo4jgnr3hqwvpmsqfca27cijp3i",
      "10"
    },
    {
      CONFORMANCE + "redirects_file/redirects.car",
      "QmQyqMY5vUBSbSxyitJqthgwZunCQjDVtNd8ggVCxzuPQ4",
      "32"
    },
    {
      "boxo/gateway/testdata/headers-test.car",
      "bafybeidbcy4u6y55gsemlubd64zk53xoxs73ifd6rieejxcr7xy46mjvky",
      "249"
    },
    {
      "boxo/gateway/testdata/dir-special-chars.car",
      "bafybeiebgctytpwjp7suihumuyckgbx2wuofmjjncavkamhjen3jpd7vda",
      "6"
    },
    {
      "kubo/test/cli/fixtures/TestDagStat.car",
      "bafyreifrm6uf5o4dsaacuszf35zhibyojlqclabzrms7iak67pf62jygaq",
      "4"
    },
    {
      "kubo/test/cli/fixtures/TestName.car",
      "bafybeidg3uxibfrt7uqh7zd5yaodetik7wjwi4u7rwv2ndbgj6ec7lsv2a",
      "4"
    }
  };

  @Test
  void smallTreesRebuildToTheSameRoots() throws Exception {
    MemoryBlockstore blocks = read(CONFORMANCE + "path_gateway_dag/dag-pb.car");
    Cid root = Cid.parse("bafybeiegxwlgmoh2cny7qlolykdf7aq7g6dlommarldrbm7c4hbckhfcke");
    new UnixFsExtractor(blocks, temp).extract(root, "root");

    UnixFsLink again =
        new TreePacker(
                new UnixFsBuilder(UnixFsProfile.KUBO_CID_V1, (Block block) -> {}),
                PackOptions.DEFAULT,
                PackListener.NONE)
            .pack(temp);

    assertThat(again.cid()).isEqualTo(root);
    assertThat(text(new UnixFsReader(blocks), root, "foo/bar.txt")).isNotEmpty();
  }
}
