package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarAppenderTest {
  private static final List<Block> BLOCKS =
      List.of(Samples.block("one"), Samples.block(""), Samples.block("three"));

  @TempDir private Path folder;

  private Path write(CarFormat format, List<Block> blocks, boolean finish) throws IOException {
    var file = folder.resolve("file.car");
    try (var appender = open(file, format)) {
      for (var block : blocks) {
        appender.put(block);
      }
      if (finish) {
        appender.finish();
      }
    }
    return file;
  }

  private static CarAppender open(Path file, CarFormat format) throws IOException {
    return CarAppender.open(file, format, List.of(BLOCKS.getFirst().cid()), CarLimits.DEFAULT);
  }

  private static void assertSound(Path file, List<Block> blocks) throws IOException {
    try (var source = FileSource.open(file)) {
      var result = CarFiles.verify(source, CarFiles.Means.plain());
      assertThat(result.problems()).isEmpty();
      assertThat(result.blocks()).isEqualTo(blocks.size());
    }
    try (var store =
        CarBlockstore.open(FileSource.open(file), CarLimits.DEFAULT, ZeroSection.CORRUPT)) {
      for (var block : blocks) {
        assertThat(store.get(block.cid())).contains(block);
      }
    }
  }

  private static List<CarFormat> formats() {
    return List.of(
        CarFormat.V1,
        CarFormat.V2,
        CarFormat.V2.withIndex(IndexKind.SORTED),
        CarFormat.V2.withIndex(IndexKind.NONE),
        CarFormat.V2.withPadding(7, 13));
  }

  @Test
  void aVersion1CutAtAnyByteIsResumed() throws IOException {
    cutEverywhere(CarFormat.V1, true, 1);
  }

  @Test
  void aVersion2CutAtAnyByteIsResumed() throws IOException {
    cutEverywhere(CarFormat.V2, false, 1);
    cutEverywhere(CarFormat.V2, true, 1);
  }

  @Test
  void otherLayoutsCutAtSomeBytesAreResumed() throws IOException {
    for (var format : formats().subList(2, 5)) {
      cutEverywhere(format, true, 7);
    }
  }

  private void cutEverywhere(CarFormat format, boolean finished, int step) throws IOException {
    var whole = Files.readAllBytes(write(format, BLOCKS, finished));
    Files.delete(folder.resolve("file.car"));
    for (int length = whole.length; length >= 0; length -= step) {
      resume(format, Arrays.copyOf(whole, length));
    }
  }

  private void resume(CarFormat format, byte[] cut) throws IOException {
    var file = folder.resolve("cut.car");
    Files.write(file, cut);
    try (var appender = open(file, format)) {
      for (var block : BLOCKS) {
        appender.put(block);
        assertThat(appender.get(block.cid())).contains(block);
      }
      appender.finish();
    }
    assertThat(file).hasBinaryContent(Files.readAllBytes(fresh(format)));
  }

  /** What one writer leaves that nothing disturbs. */
  private Path fresh(CarFormat format) throws IOException {
    var file = folder.resolve("fresh-" + formats().indexOf(format) + ".car");
    if (!Files.exists(file)) {
      Files.move(write(format, BLOCKS, true), file);
      assertSound(file, BLOCKS);
    }
    return file;
  }

  @Test
  void aFinishedFileGrowsOn() throws IOException {
    for (var format : formats()) {
      var file = write(format, BLOCKS.subList(0, 2), true);
      try (var appender = open(file, format)) {
        assertThat(appender.repair()).isEmpty();
        appender.put(BLOCKS.get(2));
        appender.put(BLOCKS.get(0));
        appender.finish();
        assertThatThrownBy(() -> appender.put(BLOCKS.get(0)))
            .isInstanceOf(IllegalStateException.class);
        assertThat(appender.get(BLOCKS.get(2).cid())).contains(BLOCKS.get(2));
      }
      assertSound(file, BLOCKS);
      Files.delete(file);
    }
  }

  @Test
  void anIndexWithoutHeaderIsCut() throws IOException {
    for (var format : formats().subList(1, 5)) {
      var file = write(format, BLOCKS, true);
      var bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, 11, 51, (byte) 0);
      Files.write(file, bytes);

      try (var appender = open(file, format)) {
        assertThat(appender.repair().isPresent()).isEqualTo(format.index() != IndexKind.NONE);
        appender.finish();
      }

      assertSound(file, BLOCKS);
      Files.delete(file);
    }
  }

  @Test
  void whatWasCutIsSaid() throws IOException {
    var file = write(CarFormat.V1, BLOCKS, true);
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));

    try (var appender = open(file, CarFormat.V1)) {
      var repair = appender.repair().orElseThrow();
      assertThat(repair.offset() + repair.bytes()).isEqualTo(bytes.length - 10);
      assertThat(repair.bytes()).isEqualTo(1 + 36 + 5 - 10);
      assertThat(repair.reason()).contains("section");
      assertThat(appender.has(BLOCKS.get(2).cid())).isFalse();
      assertThat(appender.has(BLOCKS.get(1).cid())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void zerosThatACrashLeftAreCut(int zeros) throws IOException {
    var file = write(CarFormat.V1, BLOCKS, true);
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + zeros));

    try (var appender = open(file, CarFormat.V1)) {
      assertThat(appender.repair().orElseThrow().bytes()).isEqualTo(zeros);
    }

    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void damageInTheMiddleOfAVersion1IsNoReasonToCut() throws IOException {
    var file = write(CarFormat.V1, BLOCKS, true);
    var bytes = Files.readAllBytes(file);
    bytes[60] = 2;
    Files.write(file, bytes);

    assertThatThrownBy(() -> open(file, CarFormat.V1)).isInstanceOf(CarException.class);

    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void anotherVersionOtherRootsAndOtherPaddingAreRefused() throws IOException {
    var file = write(CarFormat.V2, BLOCKS, true);
    var before = Files.readAllBytes(file);

    assertThatThrownBy(() -> open(file, CarFormat.V1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot resume on CAR file with version 2");
    assertThatThrownBy(() -> open(file, CarFormat.V2.withPadding(1, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            CarAppender.open(file, CarFormat.V2, List.of(BLOCKS.get(1).cid()), CarLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void identityBlocksNeedNoRoom() throws IOException {
    var block = Samples.identity("tiny");
    var file = write(CarFormat.V1, List.of(block), true);

    try (var appender = open(file, CarFormat.V1)) {
      assertThat(appender.get(block.cid())).contains(block);
    }
    assertThat(file).hasSize(59);
  }
}
