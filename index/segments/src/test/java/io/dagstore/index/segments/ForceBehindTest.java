package io.dagstore.index.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForceBehindTest {
  private static final int STEP = 100;

  @TempDir private Path directory;
  private SimulatedDisk disk;
  private FileChannel channel;

  @BeforeEach
  void start() throws IOException {
    disk = SimulatedDisk.over(directory);
    channel =
        FileChannel.open(
            disk.start().resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @AfterEach
  void stop() throws IOException {
    channel.close();
    disk.close();
  }

  private void write(int bytes) throws IOException {
    channel.write(ByteBuffer.allocate(bytes));
  }

  @Test
  void forcesOnceAStepIsWritten() throws IOException {
    try (var behind = new ForceBehind(channel, STEP)) {
      write(STEP - 1);
      behind.look();
      behind.end();
      assertThat(disk.count(DiskCall.FORCE)).isZero();

      for (int forced = 1; forced < 4; forced++) {
        write(STEP);
        behind.look();
        behind.end();
        behind.look();
        behind.end();
        assertThat(disk.count(DiskCall.FORCE)).isEqualTo(forced);
      }
    }
  }

  @Test
  void failsTheWritingWhereAForceFailed() throws IOException {
    disk.plan((_, call) -> call == DiskCall.FORCE ? DiskFault.EIO : DiskFault.NONE);
    try (var behind = new ForceBehind(channel, STEP)) {
      write(STEP);
      behind.look();

      assertThatThrownBy(behind::end).isInstanceOf(IOException.class).hasMessageContaining("force");

      write(STEP);
      assertThatThrownBy(behind::look).isInstanceOf(IOException.class);
    }
  }
}
