package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SuspectsTest {
  private final FakeTime time = new FakeTime();
  private final Suspects suspects = new Suspects(time);

  @Test
  void avoidsWhatFailedAndNothingElse() {
    suspects.add(7);

    assertThat(suspects.avoids(7)).isTrue();
    assertThat(suspects.has(7)).isTrue();
    assertThat(suspects.avoids(0)).isFalse();
    assertThat(suspects.avoids(7 + 1024)).isFalse();
  }

  @Test
  void letsOneLookAgainAfterAWhileAndNoOther() {
    suspects.add(7);
    time.advance(Suspects.WHILE.minusSeconds(1));
    assertThat(suspects.avoids(7)).isTrue();

    time.advance(Duration.ofSeconds(1));

    assertThat(suspects.avoids(7)).isFalse();
    assertThat(suspects.avoids(7)).isTrue();
    time.advance(Suspects.WHILE);
    assertThat(suspects.avoids(7)).isFalse();
  }

  @Test
  void forgetsWhatIsSoundAgain() {
    suspects.add(7);
    suspects.remove(7 + 1024);
    assertThat(suspects.has(7)).isTrue();

    suspects.remove(7);

    assertThat(suspects.has(7)).isFalse();
    suspects.add(1);
    suspects.add(2);
    suspects.clear();
    assertThat(suspects.has(1) || suspects.has(2)).isFalse();
  }

  @Test
  void looksAgainWhereTheClockWentBack() {
    suspects.add(7);
    time.back(Duration.ofDays(1));

    assertThat(suspects.avoids(7)).isFalse();
    assertThat(suspects.avoids(7)).isTrue();
  }

  @Test
  void takesTheNewerOfTwoMarksInOnePlaceAndAnyNumberOfThem() {
    for (int number = 0; number < 100_000; number++) {
      suspects.add(number);
    }

    assertThat(suspects.has(99_999)).isTrue();
    assertThat(suspects.has(5)).isFalse();
    suspects.add(Integer.MAX_VALUE);
    assertThat(suspects.has(Integer.MAX_VALUE)).isTrue();
  }
}
