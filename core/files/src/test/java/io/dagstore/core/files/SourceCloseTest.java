package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of a file that is closed under them, on several cores. */
@Timeout(120)
final class SourceCloseTest {
  private static final int ROUNDS = Integer.getInteger("dagstore.closes", 30);
  private static final int STEP = 4093;

  @TempDir private Path directory;

  /** A file of each kind: one mapping for all, one for each kind of read. */
  @ParameterizedTest
  @ValueSource(ints = {1 << 16, 3 << 20})
  void aReaderGetsTheRightByteOrIsToldOfTheClose(int size) throws Exception {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ((i * 31) >> 3);
    }
    var file = Files.write(directory.resolve("file"), bytes);
    for (int round = 0; round < ROUNDS; round++) {
      closeUnderReaders(FileSource.open(file), bytes, Thread.ofPlatform().factory());
      closeUnderReaders(FileSource.open(file), bytes, Thread.ofVirtual().factory());
    }
  }

  private static void closeUnderReaders(Source source, byte[] bytes, ThreadFactory threads)
      throws Exception {
    var reading = new CountDownLatch(2);
    try (var readers = Executors.newThreadPerTaskExecutor(threads)) {
      var ends =
          List.of(
              readers.submit(() -> untilClosed(reading, () -> copied(source, bytes))),
              readers.submit(() -> untilClosed(reading, () -> viewed(source, bytes))));
      reading.await();
      source.close();
      for (var end : ends) {
        assertThat(end.get()).isTrue();
      }
    }
  }

  /** Returns when the read says that what it reads is closed; any other failure is its own. */
  private static boolean untilClosed(CountDownLatch reading, Callable<Boolean> read)
      throws Exception {
    while (true) {
      try {
        assertThat(read.call()).isTrue();
      } catch (IOException e) {
        return String.valueOf(e.getMessage()).contains("is closed");
      } catch (IllegalStateException e) {
        return true;
      } finally {
        reading.countDown();
      }
    }
  }

  private static boolean copied(Source source, byte[] bytes) throws IOException {
    var read = new byte[1];
    for (int at = 0; at < bytes.length; at += STEP) {
      source.read(at, read, 0, 1);
      if (read[0] != bytes[at]) {
        return false;
      }
    }
    return true;
  }

  /** Where there are no views any more, it was closed. */
  private static boolean viewed(Source source, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += STEP) {
      var view = source.view(at, 1).orElseThrow(() -> new IllegalStateException("no view"));
      if (view.get(ValueLayout.JAVA_BYTE, 0) != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}
