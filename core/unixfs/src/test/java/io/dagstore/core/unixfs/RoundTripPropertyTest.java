package io.dagstore.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.UnixFsProfile.HamtRule;
import io.dagstore.core.unixfs.UnixFsProfile.Leaves;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is built is read back as it was, in full and in every range; the seed names the case.
 */
final class RoundTripPropertyTest {
  private static final int CASES = 40;

  private static RandomGenerator random(long seed) {
    return new java.util.SplittableRandom(seed);
  }

  private static byte[] content(RandomGenerator random) {
    byte[] content = new byte[random.nextInt(0, 3000)];
    random.nextBytes(content);
    return content;
  }

  private static UnixFsProfile profile(RandomGenerator random) {
    UnixFsProfile base = random.nextBoolean() ? UnixFsProfile.V0_2015 : UnixFsProfile.V1_2025;
    UnixFsProfile laidOut = base.withLayout(random.nextInt(1, 200), random.nextInt(2, 7));
    HamtRule[] rules = HamtRule.values();
    return laidOut.withHamtRule(rules[random.nextInt(rules.length)]);
  }

  private static UnixFsMetadata metadata(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> UnixFsMetadata.NONE.withMode(random.nextInt(0_10000));
      case 1 ->
          UnixFsMetadata.NONE.withMtime(
              Instant.ofEpochSecond(
                  random.nextLong(-1L << 40, 1L << 40), random.nextInt(1_000_000_000)));
      default -> UnixFsMetadata.NONE;
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRangeOfAFileEqualsTheSlice(long seed) throws Exception {
    RandomGenerator random = random(seed);
    for (int i = 0; i < CASES; i++) {
      byte[] content = content(random);
      UnixFsMetadata metadata = metadata(random);
      MemoryBlockstore blocks = new MemoryBlockstore();
      UnixFsBuilder builder = new UnixFsBuilder(profile(random), blocks);
      Cid file = builder.file(new ByteArrayInputStream(content), metadata).cid();
      UnixFsReader reader = new UnixFsReader(blocks);

      assertThat(reader.open(file).readAllBytes())
          .as("seed %d case %d", seed, i)
          .isEqualTo(content);
      assertThat(reader.stat(file))
          .isEqualTo(new UnixFsStat(file, UnixFsKind.FILE, content.length, metadata));
      for (int j = 0; j < 20; j++) {
        int from = random.nextInt(content.length + 1);
        int to = random.nextInt(from, content.length + 1);
        assertThat(reader.open(file, from, to).readAllBytes())
            .as("seed %d case %d from %d to %d", seed, i, from, to)
            .isEqualTo(Arrays.copyOfRange(content, from, to));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void readingInAnyStepsGivesTheSameBytes(long seed) throws Exception {
    RandomGenerator random = random(seed);
    for (int i = 0; i < CASES; i++) {
      byte[] content = content(random);
      MemoryBlockstore blocks = new MemoryBlockstore();
      Cid file =
          new UnixFsBuilder(profile(random), blocks).file(new ByteArrayInputStream(content)).cid();
      InputStream in = new UnixFsReader(blocks).open(file);
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      int position = 0;
      while (position < content.length) {
        position += step(in, random, content, position, out);
      }

      assertThat(in.read()).as("seed %d case %d", seed, i).isEqualTo(-1);
      assertThat(in.read(new byte[9])).isEqualTo(-1);
      assertThat(out.toByteArray()).isEqualTo(content);
    }
  }

  private static int step(
      InputStream in,
      RandomGenerator random,
      byte[] content,
      int position,
      ByteArrayOutputStream out)
      throws IOException {
    return switch (random.nextInt(3)) {
      case 0 -> {
        out.write(in.read());
        yield 1;
      }
      case 1 -> {
        byte[] piece = new byte[random.nextInt(1, 400)];
        int count = in.read(piece);
        out.write(piece, 0, count);
        yield count;
      }
      default -> {
        int skipped = (int) in.skip(random.nextInt(300));
        out.write(content, position, skipped);
        yield skipped;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void threadsDoNotChangeBlocksNorTheirOrder(long seed) throws Exception {
    RandomGenerator random = random(seed);
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < CASES; i++) {
        byte[] content = content(random);
        UnixFsProfile profile = profile(random);
        MemoryBlockstore alone = new MemoryBlockstore();
        MemoryBlockstore together = new MemoryBlockstore();

        new UnixFsBuilder(profile, alone).file(new ByteArrayInputStream(content));
        new UnixFsBuilder(profile, together, executor, 3).file(new ByteArrayInputStream(content));

        assertThat(together.written()).as("seed %d case %d", seed, i).isEqualTo(alone.written());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void directoriesListAndResolveWhatWasPutIn(long seed) throws Exception {
    RandomGenerator random = random(seed);
    for (int i = 0; i < 10; i++) {
      MemoryBlockstore blocks = new MemoryBlockstore();
      UnixFsBuilder builder = new UnixFsBuilder(profile(random), blocks);
      DirectoryBuilder directory = builder.directory();
      Map<String, Cid> expected = new TreeMap<>();
      for (int j = random.nextInt(600); j > 0; j--) {
        String name = name(random);
        if (!expected.containsKey(name)) {
          UnixFsLink child =
              builder.file(
                  new ByteArrayInputStream(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
          directory.add(name, child);
          expected.put(name, child.cid());
        }
      }
      UnixFsReader reader = new UnixFsReader(blocks);

      Cid root = directory.finish(metadata(random)).cid();

      assertThat(list(reader, root)).as("seed %d case %d", seed, i).isEqualTo(expected);
      for (Map.Entry<String, Cid> entry : expected.entrySet()) {
        assertThat(reader.resolve(root, entry.getKey()).cid()).isEqualTo(entry.getValue());
      }
    }
  }

  private static String name(RandomGenerator random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      name.appendCodePoint(
          random.nextInt(8) == 0 ? 0x1F600 + random.nextInt(50) : 'a' + random.nextInt(26));
    }
    return name.toString();
  }

  private static Map<String, Cid> list(UnixFsReader reader, Cid directory) throws IOException {
    Map<String, Cid> entries = new TreeMap<>();
    UnixFsEntries cursor = reader.list(directory);
    for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
      entries.put(next.get().name(), next.get().cid());
    }
    return entries;
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void walkOfARangeHoldsJustWhatReadingItNeeds(long seed) throws Exception {
    RandomGenerator random = random(seed);
    for (int i = 0; i < CASES; i++) {
      byte[] content = content(random);
      MemoryBlockstore blocks = new MemoryBlockstore();
      UnixFsProfile profile = profile(random).withLeaves(Leaves.DAG_PB);
      Cid file = new UnixFsBuilder(profile, blocks).file(new ByteArrayInputStream(content)).cid();
      long from = random.nextInt(content.length + 1);
      long to = random.nextLong(from, content.length + 1);
      ByteRange range = new ByteRange(from, java.util.OptionalLong.of(Math.max(from, to - 1)));
      MemoryBlockstore part = new MemoryBlockstore();

      new DagWalk(blocks, WalkOptions.ALL.withScope(DagScope.ENTITY).withRange(range))
          .walk(file, part);

      byte[] expected = new UnixFsReader(blocks).open(file, range).readAllBytes();
      part.takeRead();
      assertThat(new UnixFsReader(part).open(file, range).readAllBytes())
          .as("seed %d case %d %s", seed, i, range)
          .isEqualTo(expected);
      assertThat(part.takeRead()).containsAll(part.written());
    }
  }
}
