package io.dagstore.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page that is gone is met in compiled code at the next safepoint only. So a JVM of its own, with
 * the optimizing compiler, reads until its code is hot, and then from a file that has shrunk.
 */
final class ShrinkingFileTest {
  private static final int SIZE = 4 << 20;
  private static final int WARM_UP = 200_000;

  @TempDir private Path folder;

  @Test
  void isATypedErrorInHotCode() throws Exception {
    Path output = folder.resolve("output");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = classes(FileSource.class) + ":" + classes(ShrinkingFileTest.class);
    var process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes,
                    Reader.class.getName(),
                    folder.resolve("file").toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

    assertThat(Files.readString(output)).isEqualTo("copies 100 loads 100 sum 0\n");
    assertThat(process.exitValue()).isZero();
  }

  private static Path classes(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Runs in the other JVM. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Files.write(Path.of(arguments[0]), new byte[SIZE]);
      try (var source = FileSource.open(file);
          Mapping mapping = Mapping.open(file, Advice.RANDOM);
          var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        byte[] block = new byte[4096];
        long sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
          source.read((i * 4096L) % (SIZE / 2), block, 0, block.length);
          sum += load(mapping, (i * 4096L) % (SIZE / 2));
        }
        channel.truncate(4096);
        int copies = 0;
        int loads = 0;
        for (int i = 0; i < 100; i++) {
          copies += isRefused(() -> source.read(SIZE / 2, block, 0, block.length));
          loads += isRefused(() -> load(mapping, SIZE / 2));
        }
        System.out.println("copies " + copies + " loads " + loads + " sum " + sum);
      }
    }

    private static byte load(Mapping mapping, long at) throws IOException {
      try {
        byte loaded = mapping.segment().get(ValueLayout.JAVA_BYTE, at);
        mapping.settle();
        return loaded;
      } catch (InternalError e) {
        throw mapping.fault(e);
      }
    }

    private interface Read {
      void run() throws IOException;
    }

    private static int isRefused(Read read) throws IOException {
      try {
        read.run();
        return 0;
      } catch (CorruptDataException e) {
        return 1;
      }
    }
  }
}
