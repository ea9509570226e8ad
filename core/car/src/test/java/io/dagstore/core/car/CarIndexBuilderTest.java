package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarIndexBuilderTest {
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::code)
          .thenComparingInt(entry -> entry.digest.length)
          .thenComparing(Entry::digest, Arrays::compareUnsigned)
          .thenComparingLong(Entry::offset);

  @TempDir private Path folder;

  private static final class Entry {
    final long code;
    final byte[] digest;
    final long offset;

    Entry(long code, byte[] digest, long offset) {
      this.code = code;
      this.digest = digest;
      this.offset = offset;
    }

    long code() {
      return code;
    }

    byte[] digest() {
      return digest;
    }

    long offset() {
      return offset;
    }

    @Override
    public String toString() {
      return code + " " + Arrays.toString(digest) + " " + offset;
    }
  }

  private interface Digests {
    byte[] next(SplittableRandom random);
  }

  private List<Entry> entries(long seed, int count, Digests digests) {
    var random = new SplittableRandom(seed);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      long code = random.nextInt(4) == 0 ? Multicodec.BLAKE2B_256 : Multicodec.SHA2_256;
      entries.add(new Entry(code, digests.next(random), i * 50L));
    }
    return entries;
  }

  private void check(List<Entry> entries, IndexKind kind, int heap) throws IOException {
    var file = folder.resolve("index");
    try (var workers = Executors.newVirtualThreadPerTaskExecutor();
        var builder = CarIndexBuilder.of(kind, folder, new Work(workers, 3), heap);
        var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (var entry : entries) {
        var digest = MemorySegment.ofArray(entry.digest);
        builder.add(entry.code, digest, 0, entry.digest.length, entry.offset);
      }
      assertThat(builder.size()).isEqualTo(entries.size());
      assertThat(builder.writeTo(out, 0)).isEqualTo(builder.byteLength());
      assertThat(out.size()).isEqualTo(builder.byteLength());
    }
    try (var source = FileSource.open(file)) {
      checkOrder(entries, CarIndex.read(source, 0, source.size()));
    }
    checkLookups(entries, Source.of(Files.readAllBytes(file), "memory"));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    Files.delete(file);
  }

  private static void checkOrder(List<Entry> entries, CarIndex index) throws IOException {
    var expected = new ArrayList<Entry>();
    for (var entry : entries) {
      boolean codes = index.kind() == IndexKind.MULTIHASH_SORTED;
      expected.add(new Entry(codes ? entry.code : -1, entry.digest, entry.offset));
    }
    expected.sort(ORDER);
    var found = new ArrayList<String>();
    index.forEach((code, digest, offset) -> found.add(new Entry(code, digest, offset).toString()));
    assertThat(found).isEqualTo(expected.stream().map(Entry::toString).toList());
  }

  private static void checkLookups(List<Entry> entries, Source source) throws IOException {
    var index = CarIndex.read(source, 0, source.size());
    for (var entry : entries) {
      if (entry.code != Multicodec.SHA2_256 || entry.digest.length == 32) {
        var absent = entry.digest.clone();
        absent[absent.length - 1]++;
        assertThat(index.find(hash(entry.digest), at -> at == entry.offset)).isTrue();
        assertThat(index.find(hash(absent), at -> at == entry.offset)).isFalse();
      }
    }
  }

  private static Multihash hash(byte[] digest) {
    return Multihash.of(digest.length == 32 ? Multicodec.SHA2_256 : Multicodec.BLAKE3, digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 17, 1000, 8_000})
  void sortsRealDigests(int count) throws IOException {
    for (int heap : new int[] {1 << 20, 4 << 10}) {
      var entries = sha(entries(count, count, CarIndexBuilderTest::random));
      check(entries, IndexKind.MULTIHASH_SORTED, heap);
      check(entries, IndexKind.SORTED, heap);
    }
  }

  @Test
  void sortsDigestsThatShareAllButTheirEnd() throws IOException {
    var entries = sha(entries(1, 5000, CarIndexBuilderTest::alike));

    check(entries, IndexKind.MULTIHASH_SORTED, 1 << 20);
    check(entries, IndexKind.MULTIHASH_SORTED, 4 << 10);
  }

  @Test
  void dividesPartitionsThatAreTooLarge() throws IOException {
    var same = new byte[32];
    var entries = sha(entries(2, 120_000, random -> random.nextInt(8) == 0 ? same : alike(random)));

    var file = folder.resolve("index");
    try (var builder = CarIndexBuilder.of(IndexKind.SORTED, folder, Work.alone(), 4 << 10);
        var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (var entry : entries) {
        builder.add(entry.code, MemorySegment.ofArray(entry.digest), 0, 32, entry.offset);
      }
      builder.writeTo(out, 0);
    }
    try (var source = FileSource.open(file)) {
      var index = CarIndex.read(source, 0, source.size());
      assertThat(index.size()).isEqualTo(120_000);
      checkOrder(entries, index);
    }
  }

  @Test
  void keepsManyKindsOfMultihashApart() throws IOException {
    var entries = new ArrayList<Entry>();
    var random = new SplittableRandom(3);
    for (int i = 0; i < 5_000; i++) {
      var digest = new byte[1 + random.nextInt(60)];
      random.nextBytes(digest);
      entries.add(new Entry(Multicodec.BLAKE3, digest, i));
    }
    var file = folder.resolve("index");
    try (var builder =
            CarIndexBuilder.of(IndexKind.MULTIHASH_SORTED, folder, Work.alone(), 64 << 10);
        var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (var entry : entries) {
        builder.add(
            entry.code, MemorySegment.ofArray(entry.digest), 0, entry.digest.length, entry.offset);
      }
      builder.writeTo(out, 0);
    }
    try (var source = FileSource.open(file)) {
      checkOrder(entries, CarIndex.read(source, 0, source.size()));
    }
  }

  /** Lookups go by real multihashes, so only one function is used with 32 bytes. */
  private static List<Entry> sha(List<Entry> entries) {
    return entries.stream()
        .map(entry -> new Entry(Multicodec.SHA2_256, entry.digest, entry.offset))
        .toList();
  }

  private static byte[] random(SplittableRandom random) {
    var digest = new byte[32];
    random.nextBytes(digest);
    return digest;
  }

  private static byte[] alike(SplittableRandom random) {
    var digest = new byte[32];
    Arrays.fill(digest, 0, 29, (byte) 0xee);
    digest[29] = (byte) random.nextInt(3);
    digest[30] = (byte) random.nextInt(256);
    digest[31] = (byte) random.nextInt(256);
    return digest;
  }
}
