package io.dagstore.index.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardOwner;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileShardIndexRepositoryTest {
  private static final List<String> STRANGE_KEYS =
      List.of(
          "a",
          "A",
          "%41",
          "a/b",
          "a%2fb",
          "../../etc/passwd",
          "..",
          ".",
          ".version",
          "a\0b",
          "new\nline",
          "grüße",
          "x".repeat(200),
          "x".repeat(201),
          "x".repeat(1024),
          "x".repeat(1023) + "y",
          "X".repeat(1024),
          "~",
          "con");

  @TempDir private Path directory;

  private FileShardIndexRepository open(OpenMode mode) throws IOException {
    return FileShardIndexRepository.open(directory.resolve("index"), mode);
  }

  @Test
  void keepsAnyKeysApart() throws IOException {
    try (var repository = open(OpenMode.READ_WRITE)) {
      for (int i = 0; i < STRANGE_KEYS.size(); i++) {
        try (var writer = repository.create(ShardKey.of(STRANGE_KEYS.get(i)))) {
          writer.add(1L << 16, i, i);
          writer.commit();
        }
      }
      for (int i = 0; i < STRANGE_KEYS.size(); i++) {
        try (var index = repository.open(ShardKey.of(STRANGE_KEYS.get(i))).orElseThrow()) {
          assertThat(index.offset(index.first(1L << 16))).isEqualTo(i);
        }
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files)
          .allMatch(file -> file.startsWith(directory.resolve("index")) || file.equals(directory));
    }
  }

  @Test
  void keepsKeysApartWhereCaseDoesNotCount() {
    var names = new HashSet<String>();
    for (String key : STRANGE_KEYS) {
      Path file = new ShardFileName(ShardKey.of(key)).in(directory, ".blocks");
      assertThat(file.getFileName().toString()).hasSizeLessThan(256).matches("[a-z0-9%~_.-]+");
      assertThat(names.add(file.toString().toLowerCase(Locale.ROOT))).as(key).isTrue();
    }
  }

  @Test
  void replacesAnIndexOnlyAtTheCommit() throws IOException {
    var key = ShardKey.of("key");
    try (var repository = open(OpenMode.READ_WRITE)) {
      try (var writer = repository.create(key)) {
        writer.add(1L << 16, 1, 1);
        assertThatIllegalStateException().isThrownBy(writer::sortedKeys);
        assertThat(repository.open(key)).isEmpty();
      }
      assertThat(repository.open(key)).isEmpty();
      for (int round = 1; round < 3; round++) {
        try (var writer = repository.create(key)) {
          writer.add(1L << 16, round, 1);
          writer.commit();
        }
        try (var index = repository.open(key).orElseThrow()) {
          assertThat(index.offset(0)).isEqualTo(round);
        }
      }
    }
  }

  @Test
  void dropsOnce() throws IOException {
    var key = ShardKey.of("key");
    try (var repository = open(OpenMode.READ_WRITE)) {
      try (var writer = repository.create(key)) {
        writer.commit();
      }

      assertThat(repository.drop(key)).isTrue();
      assertThat(repository.drop(key)).isFalse();
      assertThat(repository.open(key)).isEmpty();
    }
  }

  @Test
  void clearsAwayWhatAKilledWriterLeft() throws IOException {
    open(OpenMode.READ_WRITE).close();
    Path left = directory.resolve("index/.unfinished/.dagstore-1f.tmp");
    Files.createFile(left);

    open(OpenMode.READ_WRITE).close();

    assertThat(left).doesNotExist();
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    open(OpenMode.READ_WRITE).close();
    Path version = directory.resolve("index/.version");
    assertThat(version).hasContent("1");
    Files.writeString(version, "2");

    assertThatThrownBy(() -> open(OpenMode.READ_WRITE))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("expected 1, got 2");
  }

  @Test
  void touchesNothingWhenReadOnly() throws IOException {
    try (var repository = open(OpenMode.READ_ONLY)) {
      assertThat(repository.open(ShardKey.of("key"))).isEmpty();
      assertThatIllegalStateException().isThrownBy(() -> repository.create(ShardKey.of("key")));
      assertThatIllegalStateException().isThrownBy(() -> repository.drop(ShardKey.of("key")));
    }
    assertThat(directory.resolve("index")).doesNotExist();
  }

  @Test
  void collectsByAnyKeyAndLeavesFilesOfOthersAlone() throws IOException {
    try (var repository = open(OpenMode.READ_WRITE)) {
      for (var key : STRANGE_KEYS) {
        try (var writer = repository.create(ShardKey.of(key))) {
          writer.commit();
        }
      }
      var strangers = directory.resolve("index/00/What is this?.blocks");
      Files.createDirectories(strangers.getParent());
      Files.writeString(strangers, "mine");
      var left = directory.resolve("index/.unfinished/.dagstore-1.tmp");
      Files.writeString(left, "cut short");

      var kept = new FixedOwner(STRANGE_KEYS.subList(0, 18));
      assertThat(repository.unowned(kept)).hasSize(2).contains(left.toString());
      assertThat(repository.collect(kept)).extracting(Collected::key).hasSize(1);
      assertThat(repository.collect(new FixedOwner(List.of()))).hasSize(STRANGE_KEYS.size() - 1);

      assertThat(strangers).exists();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void leavesAloneWhatIsBeingWrittenWhileItCollects() throws IOException {
    try (var repository = open(OpenMode.READ_WRITE)) {
      var writer = repository.create(ShardKey.of("a"));
      var unfinished = directory.resolve("index/.unfinished/.dagstore-1.tmp");
      Files.writeString(unfinished, "half");

      repository.collect(new FixedOwner(List.of("a")));
      assertThat(unfinished).exists();

      writer.close();
      writer.close();
      repository.collect(new FixedOwner(List.of("a")));
      assertThat(unfinished).doesNotExist();
    }
  }

  private record FixedOwner(List<String> keys) implements ShardOwner {
    @Override
    public boolean owns(ShardKey key) {
      return keys.contains(key.value());
    }

    @Override
    public void forEach(Consumer<ShardKey> reader) {
      keys.stream().map(ShardKey::of).forEach(reader);
    }
  }
}
