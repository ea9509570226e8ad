package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordSorterTest {
  @TempDir private Path scratch;

  record Entry(long key, long value, long second) {}

  private List<Entry> sort(RecordSorter.Values values, long runBytes, List<Entry> entries)
      throws IOException {
    try (var sorter = new RecordSorter(values, scratch, runBytes)) {
      for (Entry entry : entries) {
        sorter.add(entry.key(), entry.value(), entry.second());
      }
      assertThat(sorter.size()).isEqualTo(entries.size());
      List<Entry> sorted = read(sorter);
      assertThat(read(sorter)).isEqualTo(sorted);
      return sorted;
    }
  }

  private static List<Entry> read(RecordSorter sorter) throws IOException {
    var read = new ArrayList<Entry>();
    var records = sorter.sorted();
    while (records.next()) {
      read.add(new Entry(records.key(), records.value(), records.second()));
    }
    assertThat(records.next()).isFalse();
    return read;
  }

  private static List<Entry> stable(List<Entry> entries) {
    return entries.stream()
        .sorted(Comparator.comparing(Entry::key, Long::compareUnsigned))
        .toList();
  }

  private static List<Entry> entries(int count, LongSupplier keys, boolean second) {
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(keys.getAsLong(), i, second ? -i : 0));
    }
    return entries;
  }

  @Test
  void sortsAnyNumberOfAnyKeys() throws IOException {
    var random = new SplittableRandom(1);
    List<LongSupplier> kinds =
        List.of(
            random::nextLong,
            () -> random.nextInt(100),
            () -> random.nextLong() >>> 40,
            () -> 7,
            () -> -random.nextLong(3),
            () -> (random.nextLong() & 0xff) << 56);
    for (LongSupplier keys : kinds) {
      for (int count : new int[] {0, 1, 2, 100, 4097, 70_000}) {
        var one = entries(count, keys, false);
        assertThat(sort(RecordSorter.Values.ONE, RecordSorter.RUN_BYTES, one))
            .isEqualTo(stable(one));
        var two = entries(count / 2, keys, true);
        assertThat(sort(RecordSorter.Values.TWO, RecordSorter.RUN_BYTES, two))
            .isEqualTo(stable(two));
      }
    }
  }

  @Test
  void mergesRunsThatWereSpilled() throws IOException {
    var random = new SplittableRandom(2);
    List<LongSupplier> kinds = List.of(random::nextLong, () -> random.nextInt(50), () -> 1);
    for (LongSupplier keys : kinds) {
      for (int count : new int[] {8192, 8193, 50_000}) {
        var entries = entries(count, keys, false);
        assertThat(sort(RecordSorter.Values.ONE, 128 << 10, entries)).isEqualTo(stable(entries));
      }
    }
  }

  @Test
  void mergesRunsThatAreLongerThanWhatStaysInMemory() throws IOException {
    var entries = entries(400_000, new SplittableRandom(3)::nextLong, false);

    assertThat(sort(RecordSorter.Values.ONE, 3 << 20, entries)).isEqualTo(stable(entries));
  }

  @Test
  void leavesNoFileEvenWhileItSpills() throws IOException {
    try (var sorter = new RecordSorter(RecordSorter.Values.ONE, scratch, 64 << 10)) {
      for (int i = 0; i < 20_000; i++) {
        sorter.add(-i, i);
      }
      try (Stream<Path> files = Files.list(scratch)) {
        assertThat(files).isEmpty();
      }
      assertThat(sorter.sorted().next()).isTrue();
    }
  }

  @Test
  void takesNothingOnceSorted() throws IOException {
    try (var sorter = new RecordSorter(RecordSorter.Values.ONE, scratch)) {
      sorter.add(1, 1);
      sorter.sorted();

      assertThatIllegalStateException().isThrownBy(() -> sorter.add(2, 2));
    }
  }
}
