package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardNote.What;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TroubleTest {
  private static final String KEY = "ä/b";
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Trouble SOME =
      new Trouble(
          3,
          THEN.toEpochMilli(),
          List.of(
              new ShardNote(THEN, What.REGISTERED, "", Optional.empty()),
              new ShardNote(THEN, What.FAILED_PASSING, "gone ☃", Optional.of(THEN))));

  private final FakeTime time = new FakeTime();

  private RetryPlan plan(int retries) {
    var policy = new RetryPolicy(retries, Duration.ofSeconds(1), Duration.ofSeconds(60));
    return new RetryPlan(time, new Random(7), policy, RecoverOnStart.DO_NOT_RECOVER);
  }

  @Test
  void troubleComesBackAsItWas() {
    assertThat(Trouble.read(KEY, SOME.write(KEY))).isEqualTo(SOME);
    assertThat(Trouble.read(KEY, Trouble.NONE.write(KEY))).isEqualTo(Trouble.NONE);
  }

  @Test
  void troubleThatIsCutShortOrHasAWrongBitOrIsOfAnotherShardIsRefused() {
    var whole = SOME.write(KEY);
    for (int length = 0; length < whole.length; length++) {
      var part = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Trouble.read(KEY, part));
    }
    for (int at = 0; at < whole.length * Byte.SIZE; at++) {
      var wrong = whole.clone();
      wrong[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
      assertThatIllegalArgumentException().isThrownBy(() -> Trouble.read(KEY, wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Trouble.read("other", whole));
  }

  @Test
  void historyIsBoundedInNumberAndInLength() {
    var trouble = Trouble.NONE;
    for (int i = 0; i < 100; i++) {
      trouble = plan(5).failed(trouble, new IOException("x"), i + "\n" + "𝄞".repeat(5000));
    }
    assertThat(trouble.notes()).hasSize(Trouble.MAX_NOTES);
    assertThat(trouble.notes().getLast().text()).startsWith("99 ").endsWith("…");
    assertThat(trouble.notes())
        .allSatisfy(note ->
            assertThat(note.text().length()).isBetween(Trouble.MAX_TEXT - 1, Trouble.MAX_TEXT));
    assertThat(trouble.write(KEY).length).isLessThan(8 << 10);
    assertThat(Trouble.read(KEY, trouble.write(KEY))).isEqualTo(trouble);
  }

  @Test
  void theWorldFailsForAWhileAndWrongBytesStayWrong() {
    assertThat(RetryPlan.passes(new IOException("timeout"))).isTrue();
    assertThat(RetryPlan.passes(new NoSuchFileException("gone"))).isTrue();
    assertThat(RetryPlan.passes(new UncheckedIOException(new IOException("x")))).isTrue();
    assertThat(RetryPlan.passes(new DagStoreException.NoRoom(ShardKey.of("a"), 1, 2, 3))).isTrue();
    assertThat(RetryPlan.passes(new DagStoreException.ShardUnavailable(ShardKey.of("a"), "x")))
        .isTrue();

    var corrupt = new CorruptDataException("f", 0, "header", "a CAR", "junk");
    assertThat(RetryPlan.passes(corrupt)).isFalse();
    assertThat(RetryPlan.passes(new UncheckedIOException(corrupt))).isFalse();
    assertThat(RetryPlan.passes(new IllegalArgumentException("no such host"))).isFalse();
    assertThat(RetryPlan.passes(new IllegalStateException("bug"))).isFalse();
  }

  @Test
  void theTimeToARetryDoublesUpToTheLongestAndVaries() {
    var policy = new RetryPolicy(99, Duration.ofSeconds(1), Duration.ofSeconds(60));
    var random = new Random(7);
    for (int before = 0; before < 99; before++) {
      long whole = before > 5 ? 60_000 : 1000L << before;
      for (int i = 0; i < 50; i++) {
        assertThat(policy.delay(before, random).toMillis()).isBetween(whole - whole / 2, whole);
      }
    }
    assertThat(policy.delay(9, random)).isNotEqualTo(policy.delay(9, random));
  }

  @Test
  void aPolicyOfNonsenseIsRefused() {
    var second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, second, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(999)));
  }
}
