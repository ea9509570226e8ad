package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.UnixFsProfile.HamtRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreePackerTest {
  @TempDir private Path folder;

  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsReader reader = new UnixFsReader(blocks);

  private UnixFsLink pack(PackOptions options) throws Exception {
    return packer(blocks, options).pack(folder);
  }

  private static TreePacker packer(BlockSink sink, PackOptions options) {
    return new TreePacker(
        new UnixFsBuilder(UnixFsProfile.V1_2025, sink), options, PackListener.NONE);
  }

  private List<String> names(Cid directory) throws IOException {
    List<String> names = new ArrayList<>();
    UnixFsEntries entries = reader.list(directory);
    for (var next = entries.next(); next.isPresent(); next = entries.next()) {
      names.add(next.get().name());
    }
    return names;
  }

  @Test
  void hiddenNamesAreLeftOutUnlessWanted() throws Exception {
    Files.writeString(folder.resolve(".hidden"), "x");
    Files.writeString(folder.resolve("seen"), "y");
    Files.createDirectory(folder.resolve("empty"));

    assertThat(names(pack(PackOptions.DEFAULT).cid())).containsExactly("empty", "seen");
    assertThat(
            names(pack(new PackOptions(PackOptions.Hidden.PACK, PackOptions.Keep.NOTHING)).cid()))
        .containsExactly(".hidden", "empty", "seen");
  }

  @Test
  void symlinksStaySymlinks() throws Exception {
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    Cid root = pack(PackOptions.DEFAULT).cid();

    assertThat(reader.readLink(reader.resolve(root, "loop").cid())).isEqualTo(folder.toString());
  }

  @Test
  void metadataIsKeptOnRequest() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "content");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    Instant time = Instant.ofEpochSecond(1_500_000_000, 7_000);
    Files.setLastModifiedTime(file, FileTime.from(time));

    Cid root =
        pack(new PackOptions(PackOptions.Hidden.SKIP, PackOptions.Keep.MODE_AND_MTIME)).cid();

    UnixFsStat stat = reader.stat(reader.resolve(root, "file").cid());
    assertThat(stat.metadata()).isEqualTo(UnixFsMetadata.NONE.withMode(0_751).withMtime(time));
    assertThat(reader.open(stat.cid()).readAllBytes()).asString().isEqualTo("content");
    assertThat(reader.stat(root).metadata().mode()).isPresent();
  }

  @Test
  void threadsDoNotChangeTheBlocksOfATree() throws Exception {
    for (int i = 0; i < 700; i++) {
      Path child = folder.resolve((i % 7) + "/" + i);
      Files.createDirectories(child.getParent());
      Files.write(child, SeededData.bytes("file " + i, i * 3));
    }
    Files.write(folder.resolve("large"), SeededData.bytes("large", 5 << 20));
    pack(PackOptions.DEFAULT);
    MemoryBlockstore together = new MemoryBlockstore();

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Path> told = new ArrayList<>();
      UnixFsBuilder builder = new UnixFsBuilder(UnixFsProfile.V1_2025, together, executor, 2);
      new TreePacker(builder, PackOptions.DEFAULT, (path, link, bytes) -> told.add(path))
          .pack(folder);

      assertThat(told).hasSize(700 + 7 + 2).endsWith(folder);
    }

    assertThat(together.written()).isEqualTo(blocks.written());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTreeIsExtractedAsItWasPacked(long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    Path in = Files.createDirectory(folder.resolve("in"));
    grow(in, random, 4);
    UnixFsProfile profile =
        UnixFsProfile.V1_2025
            .withLayout(random.nextInt(50, 500), random.nextInt(2, 6))
            .withHamtRule(random.nextBoolean() ? HamtRule.ALWAYS : HamtRule.NEVER);

    UnixFsLink root =
        new TreePacker(new UnixFsBuilder(profile, blocks), PackOptions.DEFAULT, PackListener.NONE)
            .pack(in);
    new UnixFsExtractor(blocks, folder.resolve("out")).extract(root.cid(), "root");

    assertThat(contents(folder.resolve("out"))).as("seed %d", seed).isEqualTo(contents(in));
  }

  private static void grow(Path place, RandomGenerator random, int levels) throws IOException {
    for (int i = random.nextInt(8); i > 0; i--) {
      Path child = place.resolve("n" + random.nextInt(1000));
      if (!Files.exists(child)) {
        if (levels > 0 && random.nextBoolean()) {
          grow(Files.createDirectory(child), random, levels - 1);
        } else {
          Files.write(child, SeededData.bytes("seed " + i, random.nextInt(2000)));
        }
      }
    }
  }

  private static Map<String, String> contents(Path top) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : paths.toList()) {
        contents.put(
            top.relativize(path).toString(),
            Files.isDirectory(path)
                ? "folder"
                : HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return contents;
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> packer(blocks, PackOptions.DEFAULT).pack(folder.resolve("absent")));
  }

  @Test
  void sinkThatFailsEndsThePackingAndLeavesNoWork() throws Exception {
    Files.write(folder.resolve("large"), SeededData.bytes("large", 8 << 20));
    BlockSink full =
        block -> {
          throw new IOException("disk full");
        };

    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      UnixFsBuilder builder = new UnixFsBuilder(UnixFsProfile.V1_2025, full, executor, 2);

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> builder.file(folder.resolve("large"), UnixFsMetadata.NONE))
          .withMessage("disk full");
    }
  }
}
