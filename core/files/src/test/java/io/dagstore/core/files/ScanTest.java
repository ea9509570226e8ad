package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanTest {
  private static final int SIZE = 500_000;

  @TempDir private Path folder;
  private final byte[] bytes = random();

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  /** Gives few bytes at a time, as a pipe does. */
  private InputStream trickle() {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 777));
      }
    };
  }

  private List<Scan> scans() throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    return List.of(
        FileSource.open(file).scan(0),
        Source.of(bytes, "array").scan(0),
        Scan.over(Source.of(bytes, "array"), 0),
        Scan.of(trickle(), "stream"));
  }

  private void check(Scan scan, long position, int length) throws IOException {
    boolean there = scan.require(position, length);
    assertThat(there).isEqualTo(position + length <= SIZE);
    long end = Math.min(position + length, SIZE);
    for (long at = position; at < end; at++) {
      byte got = scan.segment().get(ValueLayout.JAVA_BYTE, at - scan.base());
      assertThat(got).isEqualTo(bytes[(int) at]);
    }
    if (!there) {
      assertThat(scan.limit()).isLessThanOrEqualTo(Math.max(position, SIZE));
    }
    scan.settle();
  }

  @Test
  void showsTheSameBytesOverAnything() throws IOException {
    for (Scan scan : scans()) {
      var random = new SplittableRandom(2);
      long position = 0;
      while (position < SIZE) {
        check(scan, position, random.nextInt(100));
        check(scan, position, random.nextInt(3) == 0 ? 100_000 : 40);
        position += random.nextInt(3) == 0 ? 90_000 : random.nextInt(60);
      }
      check(scan, SIZE, 0);
      check(scan, SIZE, 1);
      scan.close();
    }
  }

  @Test
  void jumpsOverWhatNobodyAskedFor() throws IOException {
    for (Scan scan : scans()) {
      check(scan, 10, 10);
      check(scan, 400_000, 100);
      check(scan, SIZE - 5, 5);
      check(scan, SIZE + 1_000L, 1);
      scan.close();
    }
  }

  @Test
  void goesBackOverSourcesOnly() throws IOException {
    List<Scan> scans = scans();
    for (Scan scan : scans.subList(0, 3)) {
      check(scan, 400_000, 10);
      check(scan, 5, 10);
    }
    Scan stream = scans.getLast();
    check(stream, 400_000, 10);
    assertThatIllegalArgumentException().isThrownBy(() -> stream.require(5, 10));
  }

  @Test
  void staysTheSameWithHelp() throws Exception {
    for (Scan scan : scans()) {
      scan.helpFrom(1_000);
      check(scan, 1_000, 40);
      check(scan, 300_000, 100_000);
      scan.close();
    }
  }

  @Test
  void endsTheHelpWhenTheSourceIsClosedUnderIt() throws IOException {
    Path file = Files.write(folder.resolve("far"), new byte[8 << 20]);
    for (int i = 0; i < 20; i++) {
      try (var source = FileSource.open(file);
          var scan = source.scan(0)) {
        scan.helpFrom(0);
        check(scan, 0, 0);
      }
    }
    Files.delete(file);
  }
}
