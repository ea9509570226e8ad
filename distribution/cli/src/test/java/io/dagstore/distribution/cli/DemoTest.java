package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  @TempDir private Path folder;

  @Test
  void showsTheWholeWayOnDataOfItsOwn() {
    var run = Run.in(folder, "demo").good();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Registered", "Found", "Read and verified", "All verified: ", "Try next");
    assertThat(run.lines()).filteredOn(l -> l.startsWith("  ./dagstore ")).hasSize(3);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void jsonHasALineForEachStepAndOneForTheEnd() throws IOException {
    Site.make(folder);
    var run = Run.in(folder, "--json", "demo", "site").good();
    var lines = run.lines().stream().map(Json::of).toList();

    var end = lines.getLast();
    assertThat(end)
        .containsEntry("step", "end")
        .containsEntry("shards", "1")
        .containsEntry("faults", "0")
        .containsEntry("missing", "0");
    assertThat(end.get("verified")).isEqualTo(end.get("blocks"));
  }

  @Test
  void doesTheSameOnYourFoldersAndCars() throws IOException {
    Site.make(folder);
    Files.createDirectories(folder.resolve("cars"));
    Run.in(folder, "car", "create", "-o", "cars/a.car", "site/note.txt").good();

    assertThat(Run.in(folder, "demo", "cars").good().out()).contains("All verified: 2 of 2");
    assertThat(Run.in(folder, "demo", "cars/a.car", "site").good().out())
        .contains("Packed: ", " in 2 CARs");
  }

  @Test
  void theSampleIsTheSameEveryTime() throws IOException {
    SampleData.make(folder.resolve("a"));
    SampleData.make(folder.resolve("b"));

    assertThat(sums(folder.resolve("a")))
        .hasSizeGreaterThan(5000)
        .isEqualTo(sums(folder.resolve("b")));
  }

  @Test
  void theImageIsAPngOfSoundChunks() throws IOException {
    var image = ByteBuffer.wrap(Png.waves(32, 20));

    assertThat(image.getLong()).isEqualTo(0x89504e470d0a1a0aL);
    while (image.hasRemaining()) {
      var chunk = new byte[image.getInt() + 4];
      image.get(chunk);
      var crc = new CRC32();
      crc.update(chunk);
      assertThat(image.getInt()).isEqualTo((int) crc.getValue());
    }
  }

  private static Map<String, Long> sums(Path root) throws IOException {
    var sums = new TreeMap<String, Long>();
    try (var files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .forEach(f -> sums.put(root.relativize(f).toString(), sum(f)));
    }
    return sums;
  }

  private static long sum(Path file) {
    var crc = new CRC32();
    try {
      crc.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return crc.getValue();
  }
}
