package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.LongCursor;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.api.index.ShardOwner;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ShardIndexRepository} must do. */
public abstract class ShardIndexContract {
  private static final ShardKey KEY = ShardKey.of("some/shard");
  private static final long SEED = 7;

  /** The folder of one test's repository. */
  @TempDir public Path directory;

  /** For subclasses. */
  protected ShardIndexContract() {}

  /** Opens the repository in a folder; opened again, it holds what was committed. */
  protected abstract ShardIndexRepository open(Path folder, OpenMode mode) throws IOException;

  /** One entry. */
  private record Entry(long key, long offset, int length) {}

  @Test
  void findsEveryEntryAgain() throws IOException {
    var entries = random(5_000);
    write(KEY, entries);

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(index.entries()).isEqualTo(entries.size());
      for (var entry : entries) {
        assertThat(candidates(index, entry.key()))
            .contains(new Entry(entry.key(), entry.offset(), entry.length()));
      }
    }
  }

  @Test
  void findsAllEntriesOfOneKeyAndNumbersThemDensely() throws IOException {
    var entries = List.of(new Entry(5, 100, 40), new Entry(-5, 200, 50), new Entry(5, 300, 60));
    write(KEY, entries);

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(candidates(index, 5)).contains(entries.get(0), entries.get(2));
      assertThat(candidates(index, -5)).contains(entries.get(1));
      for (long at = index.first(5); at >= 0; at = index.next(5, at)) {
        assertThat(at).isBetween(0L, index.entries() - 1);
      }
    }
  }

  @Test
  void seldomFindsWhatIsNotThere() throws IOException {
    write(KEY, random(5_000));
    var random = new Random(SEED + 1);

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      int hits = 0;
      for (int i = 0; i < 10_000; i++) {
        hits += index.first(random.nextLong()) >= 0 ? 1 : 0;
      }
      assertThat(hits).isLessThan(20);
    }
  }

  @Test
  void keepsOffsetsOfLargeFilesAndEntriesThatAreNoSections() throws IOException {
    var far = new Entry(1, (1L << 40) - 1, 8 << 20);
    var root = new Entry(2, 0, 0);
    write(KEY, List.of(far, root));

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(candidates(index, 1)).contains(far);
      assertThat(candidates(index, 2)).contains(root);
    }
  }

  @Test
  void takesNoEntryAtAll() throws IOException {
    write(KEY, List.of());

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(index.entries()).isZero();
      assertThat(index.first(1)).isNegative();
    }
  }

  @Test
  void givesTheKeysInOrderEachOnceAndAgain() throws IOException {
    try (var repository = open(directory, OpenMode.READ_WRITE);
        var writer = repository.create(KEY)) {
      for (long key : new long[] {3, -1, 7, 3, Long.MIN_VALUE, 0}) {
        writer.add(key, 10, 10);
      }
      writer.commit();

      try (var index = repository.open(KEY).orElseThrow()) {
        assertThat(writer.bytes()).isEqualTo(index.bytes());
      }
      for (int round = 0; round < 2; round++) {
        assertThat(keys(writer.sortedKeys())).containsExactly(0L, 3L, 7L, Long.MIN_VALUE, -1L);
        assertThat(writer.sortedKeys().count()).isEqualTo(5);
      }
    }
  }

  @Test
  void aSmallIndexAnswersFromItsBytesAloneAndLeavesNothingElse() throws IOException {
    var entries = List.of(new Entry(5, 100, 40), new Entry(-5, 200, 50), new Entry(5, 300, 60));
    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      var small = small(repository, entries);
      if (small.isEmpty()) {
        return;
      }

      assertThat(repository.open(KEY)).isEmpty();
      try (var index = repository.open(KEY, small.get())) {
        assertThat(index.entries()).isEqualTo(3);
        assertThat(candidates(index, 5)).contains(entries.get(0), entries.get(2));
        assertThat(candidates(index, -5)).contains(entries.get(1));
        assertThat(index.sortedKeys().count()).isEqualTo(2);
      }
    }
  }

  @Test
  void aSmallIndexOfNoEntryIsOneToo() throws IOException {
    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      var small = small(repository, List.of());
      if (small.isPresent()) {
        try (var index = repository.open(KEY, small.get())) {
          assertThat(index.entries()).isZero();
          assertThat(index.first(1)).isNegative();
        }
      }
    }
  }

  @Test
  void aWrongBitAnywhereInASmallIndexIsFound() throws IOException {
    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      var bytes = small(repository, random(20)).orElse(new byte[0]);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= 1;
        assertThatThrownBy(() -> repository.open(KEY, bytes).close())
            .isInstanceOf(CorruptDataException.class);
        bytes[at] ^= 1;
      }
      for (int length = 0; length < bytes.length; length++) {
        var part = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> repository.open(KEY, part).close())
            .isInstanceOf(CorruptDataException.class);
      }
    }
  }

  private static Optional<byte[]> small(ShardIndexRepository repository, List<Entry> entries)
      throws IOException {
    try (var writer = repository.create(KEY)) {
      for (var entry : entries) {
        writer.add(entry.key(), entry.offset(), entry.length());
      }
      var small = writer.small();
      if (small.isPresent()) {
        var walked = keys(writer.sortedKeys());
        assertThat(walked).isSortedAccordingTo(Long::compareUnsigned).doesNotHaveDuplicates();
      }
      return small;
    }
  }

  @Test
  void showsNothingBeforeTheCommitAndLeavesNothingWithoutIt() throws IOException {
    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      try (var writer = repository.create(KEY)) {
        writer.add(1, 2, 3);
        assertThat(repository.open(KEY)).isEmpty();
      }
      assertThat(repository.open(KEY)).isEmpty();
      assertThat(repository.drop(KEY)).isFalse();
    }
  }

  @Test
  void replacesAnIndexThatIsThere() throws IOException {
    write(KEY, List.of(new Entry(1, 10, 20)));
    write(KEY, List.of(new Entry(2, 30, 40)));

    try (var repository = open(directory, OpenMode.READ_ONLY);
        var index = repository.open(KEY).orElseThrow()) {
      assertThat(index.entries()).isEqualTo(1);
      assertThat(candidates(index, 2)).contains(new Entry(2, 30, 40));
    }
  }

  @Test
  void dropsAnIndexWhole() throws IOException {
    var other = ShardKey.of("some/other");
    write(KEY, List.of(new Entry(1, 10, 20)));
    write(other, List.of(new Entry(2, 10, 20)));

    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      assertThat(repository.drop(KEY)).isTrue();
      assertThat(repository.drop(KEY)).isFalse();
      assertThat(repository.open(KEY)).isEmpty();
      try (var index = repository.open(other).orElseThrow()) {
        assertThat(index.entries()).isEqualTo(1);
      }
    }
  }

  @Test
  void takesAnyKeyAndKeepsKeysApart() throws IOException {
    var keys =
        List.of("a", "A", "a/b", "a b", "..", ".", "/", "a\\b", "ä", "a\u0000b", "con", "%41", "☃")
            .stream()
            .map(ShardKey::of)
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      write(keys.get(i), List.of(new Entry(i, 1000 + i, 30 + i)));
    }
    var longest = ShardKey.of("x".repeat(ShardKey.MAX_BYTES));
    write(longest, List.of(new Entry(1, 1, 1)));

    try (var repository = open(directory, OpenMode.READ_ONLY)) {
      for (int i = 0; i < keys.size(); i++) {
        try (var index = repository.open(keys.get(i)).orElseThrow()) {
          assertThat(candidates(index, i)).contains(new Entry(i, 1000 + i, 30 + i));
        }
      }
      try (var index = repository.open(longest).orElseThrow()) {
        assertThat(index.entries()).isEqualTo(1);
      }
    }
  }

  @Test
  void staysReadableWhileItIsDropped() throws IOException {
    write(KEY, List.of(new Entry(1, 10, 20)));

    try (var repository = open(directory, OpenMode.READ_WRITE);
        var index = repository.open(KEY).orElseThrow()) {
      repository.drop(KEY);

      assertThat(candidates(index, 1)).contains(new Entry(1, 10, 20));
    }
  }

  @Test
  void collectsWhatNobodyOwnsAndNothingElse() throws IOException {
    var owned = List.of(KEY, ShardKey.of("Ä b"), ShardKey.of("long ".repeat(200)));
    var orphans = List.of(ShardKey.of("some/orphan"), ShardKey.of("LONG ".repeat(200)));
    for (var key : owned) {
      write(key, random(10));
    }
    for (var key : orphans) {
      write(key, random(10));
    }

    try (var repository = open(directory, OpenMode.READ_WRITE)) {
      var collected = repository.collect(new Owner(Set.copyOf(owned)));

      assertThat(collected).hasSize(orphans.size());
      assertThat(collected).extracting(Collected::error).containsOnly(Optional.empty());
      assertThat(collected).extracting(Collected::key).contains(orphans.getFirst());
      for (var key : owned) {
        try (var index = repository.open(key).orElseThrow()) {
          assertThat(index.entries()).isEqualTo(10);
        }
      }
      for (var key : orphans) {
        assertThat(repository.open(key)).isEmpty();
      }
      assertThat(repository.collect(new Owner(Set.copyOf(owned)))).isEmpty();
    }
  }

  private record Owner(Set<ShardKey> keys) implements ShardOwner {
    @Override
    public boolean owns(ShardKey key) {
      return keys.contains(key);
    }

    @Override
    public void forEach(Consumer<ShardKey> reader) {
      keys.forEach(reader);
    }
  }

  private void write(ShardKey key, List<Entry> entries) throws IOException {
    try (var repository = open(directory, OpenMode.READ_WRITE);
        var writer = repository.create(key)) {
      for (var entry : entries) {
        writer.add(entry.key(), entry.offset(), entry.length());
      }
      writer.commit();
    }
  }

  private static List<Entry> candidates(ShardIndex index, long key) throws IOException {
    var found = new ArrayList<Entry>();
    for (long at = index.first(key); at >= 0; at = index.next(key, at)) {
      found.add(new Entry(key, index.offset(at), index.length(at)));
    }
    return found;
  }

  private static List<Long> keys(LongCursor cursor) throws IOException {
    var keys = new ArrayList<Long>();
    while (cursor.next()) {
      keys.add(cursor.value());
    }
    return keys;
  }

  private static List<Entry> random(int count) {
    var random = new Random(SEED);
    var entries = new TreeMap<Long, Entry>();
    long offset = 60;
    while (entries.size() < count) {
      int length = 40 + random.nextInt(4000);
      entries.put(random.nextLong(), new Entry(0, offset, length));
      offset += length + 2;
    }
    var shuffled = new ArrayList<Entry>();
    entries.forEach((key, entry) -> shuffled.add(new Entry(key, entry.offset(), entry.length())));
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
