package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvelopeTest {
  private static final Envelope.Format FORMAT = new Envelope.Format("test", 3);

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("file");
    write(file, 60);
  }

  private static void write(Path file, int longs) throws IOException {
    AtomicFile.write(
        file,
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 77, 3);
          for (int i = 0; i < longs; i++) {
            out.room(Long.BYTES).putLong(i);
          }
          out.finish(5, -6, longs);
        });
  }

  private static void readAndVerify(Path file) throws IOException {
    try (Mapping mapping = Mapping.open(file, Advice.FORWARD)) {
      Envelope.read(mapping, FORMAT).verify();
    }
  }

  private static void read(Path file, Envelope.Format format) throws IOException {
    try (Mapping mapping = Mapping.open(file, Advice.FORWARD)) {
      Envelope.read(mapping, format);
    }
  }

  @Test
  void bringsBackWhatWasPut() throws IOException {
    try (Mapping mapping = Mapping.open(file, Advice.RANDOM)) {
      Envelope envelope = Envelope.read(mapping, FORMAT);

      assertThat(envelope.owner()).isEqualTo(77);
      assertThat(envelope.fact(0)).isEqualTo(5);
      assertThat(envelope.fact(1)).isEqualTo(-6);
      assertThat(envelope.fact(2, "longs", 0, 60)).isEqualTo(60);
      assertThat(envelope.bodyLength()).isEqualTo(480);
      assertThat(envelope.bodyOffset() % 64).isZero();
      assertThat(mapping.segment().get(MemorySumTest.LONG, envelope.bodyOffset() + 80))
          .isEqualTo(10);
      envelope.verify();
      assertThatThrownBy(() -> envelope.fact(2, "longs", 0, 59))
          .isInstanceOf(CorruptDataException.class)
          .hasMessage("longs in %s at 64: expected 0 to 59, got 60", file);
    }
  }

  @Test
  void writesALargeBodyInWholePieces() throws IOException {
    Path large = folder.resolve("large");
    AtomicFile.write(
        large,
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 77, 3, 5 << 20);
          for (long i = 0; i < 600_000; i++) {
            out.room(9).putLong(i).put((byte) 1);
            assertThat(channel.position()).isIn(128L, 2L << 20, 4L << 20);
          }
          out.finish(1, 2, 3);
        });

    readAndVerify(large);
    assertThat(Files.size(large)).isEqualTo(128 + 9 * 600_000 + 24);
  }

  @Test
  void writesBodiesLargerThanItsBuffer() throws IOException {
    Path large = folder.resolve("large");
    write(large, 100_000);
    readAndVerify(large);

    AtomicFile.write(
        large,
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 0, 0);
          out.put(ByteBuffer.wrap(new byte[600_001]));
          out.finish();
        });
    readAndVerify(large);
    assertThat(Files.size(large)).isEqualTo(64 + 600_001 + 24);
  }

  @Test
  void findsEveryWrongBit() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] broken = sound.clone();
      broken[i] ^= (byte) (1 << (i % 8));
      Files.write(file, broken);

      assertThatThrownBy(() -> readAndVerify(file))
          .as("byte %d", i)
          .isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void findsEveryWrongLengthAtTheOpening() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int length = 0; length < sound.length + 3; length++) {
      if (length != sound.length) {
        Files.write(file, Arrays.copyOf(sound, length));

        assertThatThrownBy(() -> read(file, FORMAT)).isInstanceOf(CorruptDataException.class);
      }
    }
  }

  @Test
  void saysWhichFormatItMet() {
    assertThatThrownBy(() -> read(file, new Envelope.Format("other", 3)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("format name in %s at 8: expected \"other\", got \"test\"", file);
    assertThatThrownBy(() -> read(file, new Envelope.Format("test", 4)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("format version in %s at 24: expected 4, got 3", file);
  }

  @Test
  void refusesNamesAndFactsThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Envelope.Format("", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Envelope.Format("x".repeat(17), 1));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            AtomicFile.write(
                file, channel -> new EnvelopeWriter(channel, FORMAT, 0, 1).finish(1, 2, 3)));
  }
}
