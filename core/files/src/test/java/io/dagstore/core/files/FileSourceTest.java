package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSourceTest {
  private static final int SIZE = 3 << 20;

  @TempDir private Path folder;
  private final byte[] bytes = new byte[SIZE];
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    new SplittableRandom(1).nextBytes(bytes);
    file = Files.write(folder.resolve("file"), bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAnyRange(boolean mapped) throws IOException {
    var random = new SplittableRandom(2);
    try (var source = FileSource.open(file, mapped)) {
      assertThat(source.size()).isEqualTo(SIZE);
      assertThat(source.name()).isEqualTo(file.toString());
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(SIZE);
        int length = random.nextInt(SIZE - from + 1);
        byte[] read = new byte[length + 5];
        source.read(from, read, 5, length);
        assertThat(Arrays.equals(read, 5, length + 5, bytes, from, from + length)).isTrue();
      }
      assertThat(source.readUpTo(SIZE - 3, new byte[9], 0, 9)).isEqualTo(3);
      assertThat(source.readUpTo(SIZE + 3L, new byte[9], 0, 9)).isZero();
      assertThatThrownBy(() -> source.read(SIZE - 3, new byte[9], 0, 9))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("truncated data")
          .hasMessageContaining("expected 9 bytes, got 3 bytes");
    }
  }

  @Test
  void showsBytesWithoutACopyWhereItIsMapped() throws IOException {
    try (var source = FileSource.open(file, true)) {
      var view = source.view(100, 50).orElseThrow();
      assertThat(view.toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
      assertThat(source.view(SIZE - 1, 2)).isEmpty();
      assertThat(source.view(-1, 2)).isEmpty();
    }
    try (var source = FileSource.open(file, false)) {
      assertThat(source.view(0, 1)).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoReadableFile() {
    assertThatThrownBy(() -> FileSource.open(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileSource.open(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder");
    assertThatThrownBy(() -> FileSource.open(Path.of("/dev/zero")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is no regular file");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsAfterTheClose(boolean mapped) throws IOException {
    var source = FileSource.open(file, mapped);
    source.close();
    source.close();

    assertThatIOException()
        .isThrownBy(() -> source.read(0, new byte[1], 0, 1))
        .withMessage(file + " is closed");
  }

  @Test
  void outlivesAnInterruptedReader() throws Exception {
    try (var source = FileSource.open(file, false)) {
      var reader =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> source.read(0, new byte[9], 0, 9))
                    .isInstanceOf(InterruptedIOException.class);
              });
      reader.join();

      byte[] read = new byte[9];
      source.read(1, read, 0, 9);
      assertThat(read).isEqualTo(Arrays.copyOfRange(bytes, 1, 10));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsThatItsFileShrank(boolean mapped) throws IOException {
    try (var source = FileSource.open(file, mapped);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(10_000);

      byte[] read = new byte[5000];
      source.read(0, read, 0, 5000);
      assertThat(read).isEqualTo(Arrays.copyOf(bytes, 5000));
      assertThatThrownBy(() -> source.read(2 << 20, read, 0, 5000))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("file shrank while it was read");
    }
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    try (var source = FileSource.open(Files.createFile(folder.resolve("empty")))) {
      assertThat(source.size()).isZero();
      assertThat(source.readUpTo(0, new byte[1], 0, 1)).isZero();
      assertThat(source.scan(0).require(0, 1)).isFalse();
    }
  }
}
