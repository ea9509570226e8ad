package io.dagstore.distribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.DagStoreException.StoreBusy;
import io.dagstore.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class RepoLockTest {
  @TempDir private Path folder;

  @Test
  void namesItsHolderWhileItIsHeldAndNobodyAfterwards() throws IOException {
    try (var lock = RepoLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(folder.resolve("repo.lock")))
          .contains("\"pid\":" + ProcessHandle.current().pid(), "\"started\":\"20");
      assertThat(RepoLock.holder(folder)).contains(RepoLock.Holder.self());
    }
    assertThat(RepoLock.holder(folder)).isEmpty();
  }

  @Test
  void ofManyInThisProcessOneGetsItAndItIsNotLostByTheOthers() throws Exception {
    var tries = new ArrayList<Future<RepoLock>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        tries.add(threads.submit(() -> RepoLock.take(folder)));
      }
    }
    var held = tries.stream().filter(t -> t.state() == Future.State.SUCCESS).toList();
    assertThat(held).hasSize(1);
    assertThat(tries)
        .filteredOn(t -> t.state() == Future.State.FAILED)
        .allMatch(t -> t.exceptionNow() instanceof StoreBusy);

    assertThat(victim().waitFor()).isEqualTo(75);
    held.getFirst().get().close();
    RepoLock.take(folder).close();
  }

  @Test
  void aLivingProcessKeepsItAndAKilledOneDoesNot() throws Exception {
    var victim = victim();
    assertThat(victim.inputReader().readLine()).isEqualTo("held");

    assertThatExceptionOfType(StoreBusy.class)
        .isThrownBy(() -> RepoLock.take(folder))
        .withMessageContaining("process " + victim.pid() + ", which started at ");

    victim.destroyForcibly().waitFor();
    assertThat(folder.resolve("repo.lock")).exists();
    try (var lock = RepoLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(RepoLock.holder(folder)).contains(RepoLock.Holder.self());
    }
  }

  @Test
  void itIsHeldUntilTheOtherProcessHasLetItGo() throws Exception {
    var victim = victim();
    assertThat(victim.inputReader().readLine()).isEqualTo("held");
    assertThat(RepoLock.isHeld(folder, victim.pid())).isTrue();
    assertThat(RepoLock.isHeld(folder, victim.pid() + 1)).isFalse();

    Files.move(folder.resolve("repo.lock"), folder.resolve("elsewhere"));
    assertThat(RepoLock.isHeld(folder, victim.pid())).isTrue();

    victim.destroyForcibly().waitFor();
    assertThat(RepoLock.isHeld(folder, victim.pid())).isFalse();
    Files.move(folder.resolve("elsewhere"), folder.resolve("repo.lock"));
    assertThat(RepoLock.isHeld(folder, victim.pid())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "{}",
        "{\"pid\":\"x\",\"started\":5}",
        "{\"pid\":1,\"started\":\"2001-01-01T00:00:00Z\"}",
        "{\"pid\":999999999,\"started\":\"2026-01-01T00:00:00Z\"}"
      })
  void whatADeadProcessOrNobodyWroteIsTakenOver(String left) throws IOException {
    Files.writeString(folder.resolve("repo.lock"), left);

    try (var lock = RepoLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(RepoLock.holder(folder)).contains(RepoLock.Holder.self());
    }
  }

  private Process victim() throws IOException {
    return new ProcessBuilder(ChildJvm.command(LockVictim.class.getName(), folder.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
