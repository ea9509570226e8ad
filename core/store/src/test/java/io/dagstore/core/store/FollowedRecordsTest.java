package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.RecordsFailedException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.FaultPlan;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that are read while another has them open, whose disk fails. */
@Timeout(120)
final class FollowedRecordsTest {
  private static final int KEPT = 8;
  private static final int CHURN = 4;
  private static final int LARGE = 2_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private SimulatedDisk disk;
  private Records writer;
  private FollowedRecords reader;

  @BeforeEach
  void begin() throws IOException {
    begin(0);
  }

  private void begin(int trial) throws IOException {
    disk = SimulatedDisk.over(Files.createDirectory(folder.resolve("" + trial)));
    var directory = disk.start().resolve("store");
    writer = Records.open(directory, OpenMode.READ_WRITE, new Random(1), /* compactFrom= */ 0);
    for (int i = 0; i < KEPT; i++) {
      insert("kept/" + i);
      insert("gone/" + i);
      writer.durable();
    }
    reader = FollowedRecords.open(directory);
  }

  @AfterEach
  void end() throws IOException {
    disk.plan(FaultPlan.none());
    reader.close();
    writer.close();
    disk.close();
  }

  private void insert(String key) throws IOException {
    var mount = URI.create("fake:" + key);
    var _ = writer.insert(ShardKey.of(key), mount, ShardState.AVAILABLE, false, LocalCopy.NONE);
  }

  private static FaultPlan failing(DiskCall kind) {
    return (_, call) -> call == kind ? DiskFault.EIO : DiskFault.NONE;
  }

  /** Begins a commit that ends with a failure of this kind of call, and goes on. */
  private void failOnce(DiskCall kind, String key) throws IOException {
    disk.plan(failing(kind));
    insert(key);
    assertThatThrownBy(writer::durable).isInstanceOf(RecordsFailedException.class);
    disk.plan(FaultPlan.none());
  }

  private Optional<ShardRecord> seen(String key) throws IOException {
    return reader.read(now -> now.get(ShardKey.of(key)));
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void aCommitInThePlaceOfOneThatWasTakenBackIsSeen(DiskCall kind) throws Exception {
    failOnce(kind, "new/a");
    assertThat(seen("new/a").isPresent()).isEqualTo(kind == DiskCall.FORCE);

    writer.reopen();
    insert("new/b");
    writer.durable();

    assertThat(seen("new/b")).isPresent();
    assertThat(seen("new/a")).isEmpty();
  }

  @Test
  void whatWasTakenBackIsNotFoundAtTheEndOfTheFile() throws Exception {
    long before = Files.size(file());
    for (int i = 0; i < LARGE; i++) {
      insert("large/" + i);
    }
    failOnce(DiskCall.FORCE, "new/a");
    assertThat(Files.size(file())).isGreaterThan(before);

    writer.reopen();

    assertThat(writer.get(ShardKey.of("new/a"))).isEmpty();
    assertThat(seen("new/a")).isEmpty();
    assertSeen();
  }

  private Path file() {
    return folder.resolve("0/disk/store/records/records.mv");
  }

  @Test
  void aLookDuringWhichACommitIsTakenBackIsDoneAgain() throws Exception {
    disk.plan(failing(DiskCall.FORCE));
    writer.delete(writer.get(ShardKey.of("kept/1")).orElseThrow());
    assertThatThrownBy(writer::durable).isInstanceOf(RecordsFailedException.class);
    disk.plan(FaultPlan.none());
    var looks = new AtomicInteger();

    var found =
        reader.read(now -> {
          if (looks.getAndIncrement() == 0) {
            goOn();
          }
          return now.get(ShardKey.of("kept/1"));
        });

    assertThat(found).isPresent();
    assertThat(looks).hasValue(2);
  }

  private void goOn() {
    try {
      writer.reopen();
      for (int i = 0; i < CHURN; i++) {
        insert("new/" + i);
        writer.durable();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wheneverTheDiskFailsAndFailsAgainWhatWasAnsweredIsSeen() throws Exception {
    int calls = 0;
    while (!change(calls)) {
      end();
      begin(++calls);
    }
    assertThat(calls).isGreaterThan(3 * CHURN);
  }

  /** Changes the records on a disk that fails at this call; returns true where there is none. */
  private boolean change(int call) throws IOException {
    disk.plan(FaultPlan.fromChange(call, DiskFault.EIO));
    boolean done = change();
    assertSeen();
    for (int again = 0; writer.failed(); again++) {
      disk.plan(FaultPlan.atChange(again, DiskFault.EIO));
      reopen();
      assertSeen();
    }
    disk.plan(FaultPlan.none());
    insert("behind");
    writer.durable();
    assertThat(seen("behind")).isPresent();
    assertSeen();
    return done;
  }

  /** Writes over much of the file; returns false where that failed. */
  private boolean change() throws IOException {
    try {
      for (int i = 0; i < CHURN; i++) {
        writer.delete(writer.get(ShardKey.of("gone/" + i)).orElseThrow());
        insert("new/" + i);
        writer.durable();
        writer.compact(LONG, () -> {});
      }
      return true;
    } catch (RecordsFailedException e) {
      return false;
    }
  }

  private void reopen() {
    try {
      writer.reopen();
    } catch (IOException e) {
      assertThat(writer.failed()).isTrue();
    }
  }

  private void assertSeen() throws IOException {
    List<ShardRecord> kept = reader.read(now -> now.page("kept/", Optional.empty(), 2 * KEPT));
    assertThat(kept).hasSize(KEPT);
  }

  @Test
  void aFileThatIsDamagedIsNoRace() throws Exception {
    try (var file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      var nothing = ByteBuffer.allocate((int) file.size() - LockedFile.HEADER_BYTES);
      file.write(nothing, LockedFile.HEADER_BYTES);
    }

    assertThatThrownBy(() -> FollowedRecords.open(disk.start().resolve("store")))
        .isInstanceOf(CorruptDataException.class);
  }
}
