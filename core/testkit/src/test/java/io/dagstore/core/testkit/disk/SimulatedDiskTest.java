package io.dagstore.core.testkit.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatedDiskTest {
  @TempDir Path folder;
  private SimulatedDisk disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = SimulatedDisk.over(folder);
  }

  @AfterEach
  void closeDisk() throws IOException {
    disk.close();
  }

  private static FileChannel make(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The file with this text, forced, in a folder that is forced. */
  private static Path durable(Path path, String text) throws IOException {
    AtomicFile.write(path, channel -> write(channel, text));
    return path;
  }

  @Test
  void aFileWhoseFolderWasNotForcedIsGone() throws IOException {
    var file = disk.start().resolve("a");
    try (var channel = make(file)) {
      write(channel, "text");
      channel.force(true);
    }
    assertThat(file).hasContent("text");

    disk.powerCut();

    assertThat(disk.start().resolve("a")).doesNotExist();
  }

  @Test
  void aFileWhoseContentWasNotForcedIsEmpty() throws IOException {
    var root = disk.start();
    try (var channel = make(root.resolve("a"))) {
      write(channel, "text");
    }
    AtomicFile.forceFolder(root);

    disk.powerCut();

    assertThat(disk.start().resolve("a")).isEmptyFile();
  }

  @Test
  void whatWasForcedStays() throws IOException {
    durable(disk.start().resolve("a"), "text");

    disk.powerCut();

    assertThat(disk.start().resolve("a")).hasContent("text");
    try (var entries = Files.list(disk.start())) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void writesOverForcedContentAreTakenBack() throws IOException {
    var file = durable(disk.start().resolve("a"), "0123456789");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("xx".getBytes(ISO_8859_1)), 4);
      channel.write(ByteBuffer.wrap("yy".getBytes(ISO_8859_1)), 20);
      channel.truncate(5);
      assertThat(file).hasContent("0123x");
    }

    disk.powerCut();

    assertThat(disk.start().resolve("a")).hasContent("0123456789");
  }

  @Test
  void aRemovalAndARenameComeBackUntilTheirFolderIsForced() throws IOException {
    var root = disk.start();
    durable(root.resolve("a"), "a");
    durable(root.resolve("b"), "b");
    durable(root.resolve("c"), "c");
    Files.delete(root.resolve("a"));
    Files.move(root.resolve("b"), root.resolve("c"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(root.resolve("c")).hasContent("b");

    disk.powerCut();

    for (var name : new String[] {"a", "b", "c"}) {
      assertThat(disk.start().resolve(name)).hasContent(name);
    }
  }

  @Test
  void aFolderThatWasNotForcedIntoItsParentTakesAllWithIt() throws IOException {
    var below = Files.createDirectories(disk.start().resolve("x/y"));
    durable(below.resolve("a"), "text");

    disk.powerCut();

    assertThat(disk.start().resolve("x")).doesNotExist();
  }

  @Test
  void whatRanBeforeThePowerCutCanDoNothing() throws IOException {
    var before = disk.start();
    try (var channel = make(before.resolve("a"))) {
      disk.powerCut();

      assertThatIOException().isThrownBy(() -> write(channel, "text"));
    }
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Files.createDirectory(before.resolve("b")))
        .withMessageContaining("power");
    assertThat(disk.start()).isEmptyDirectory();
  }

  @Test
  void aTornWriteSurvivesInPages() throws IOException {
    var found = new TreeSet<Integer>();
    for (long seed = 0; seed < 40; seed++) {
      var root = disk.start();
      var file = durable(root.resolve("a" + seed), "");
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        write(channel, "x".repeat(Tear.PAGE * 2));
      }
      disk.tear(seed);
      disk.powerCut();
      var left = Files.readString(disk.start().resolve("a" + seed), ISO_8859_1);
      found.add((int) left.chars().filter(c -> c == 'x').count());
    }

    assertThat(found)
        .containsExactly(0, Tear.PAGE / 2, Tear.PAGE, Tear.PAGE + Tear.PAGE / 2, Tear.PAGE * 2);
  }

  @Test
  void aFullDiskTakesNothingUntilItHasRoomAgain() throws IOException {
    var root = disk.start();
    disk.plan(FaultPlan.full());

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> durable(root.resolve("a"), "text"))
        .withMessageContaining("No space left");

    disk.plan(FaultPlan.none());
    assertThat(durable(root.resolve("a"), "text")).hasContent("text");
  }

  @Test
  void aShortWriteSaysHowShortItIs() throws IOException {
    disk.plan(FaultPlan.fromChange(0, DiskFault.SHORT_WRITE));
    try (var channel = make(disk.start().resolve("a"))) {
      assertThat(channel.write(ByteBuffer.wrap(new byte[10]))).isEqualTo(5);
      assertThat(channel.position()).isEqualTo(5);
    }
  }

  @Test
  void whatAFailedForceLostComesBackWithNoLaterOne() throws IOException {
    var file = durable(disk.start().resolve("a"), "____");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("x".getBytes(ISO_8859_1)), 0);
      disk.plan(FaultPlan.atChange(0, DiskFault.EIO));
      assertThatIOException().isThrownBy(() -> channel.force(true));
      channel.write(ByteBuffer.wrap("y".getBytes(ISO_8859_1)), 1);
      channel.force(true);
    }
    assertThat(file).hasContent("xy__");

    disk.powerCut();

    assertThat(disk.start().resolve("a")).hasContent("_y__");
  }

  @Test
  void aPlannedPowerCutComesBeforeAForce() throws IOException {
    var root = disk.start();
    disk.plan((_, call) -> call == DiskCall.FORCE ? DiskFault.POWER_CUT : DiskFault.NONE);

    assertThatIOException().isThrownBy(() -> durable(root.resolve("a"), "text"));

    assertThat(disk.start()).isEmptyDirectory();
  }

  @Test
  void callsAreCountedByKind() throws IOException {
    durable(disk.start().resolve("a"), "text");

    assertThat(disk.count(DiskCall.CREATE)).isOne();
    assertThat(disk.count(DiskCall.FORCE)).isOne();
    assertThat(disk.count(DiskCall.RENAME)).isOne();
    assertThat(disk.count(DiskCall.FORCE_FOLDER)).isOne();
    assertThat(disk.counts()).doesNotContainKey(DiskCall.READ);
  }

  @Test
  void filesAreMappedAndLockedAsRealOnes() throws IOException {
    var file = durable(disk.start().resolve("a"), "text");
    var other = disk.start().resolve("a");
    try (var mapping = Mapping.open(file, Advice.RANDOM);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      assertThat(mapping.segment().toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo("text".getBytes(ISO_8859_1));
      assertThat(lock.isValid()).isTrue();
    }
    assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> make(other));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Files.delete(disk.start().resolve("b")));
  }
}
