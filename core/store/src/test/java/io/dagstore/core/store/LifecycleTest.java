package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dagstore.core.api.ShardState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LifecycleTest {
  @ParameterizedTest
  @CsvSource({
    "NEW,          INITIALIZE, INITIALIZING",
    "NEW,          INDEXED,    ",
    "NEW,          FAILED,     ",
    "NEW,          LEASED,     ",
    "NEW,          RETURNED,   ",
    "NEW,          RESTARTED,  NEW",
    "INITIALIZING, INITIALIZE, ",
    "INITIALIZING, INDEXED,    AVAILABLE",
    "INITIALIZING, FAILED,     ERRORED",
    "INITIALIZING, LEASED,     ",
    "INITIALIZING, RETURNED,   ",
    "INITIALIZING, RESTARTED,  NEW",
    "AVAILABLE,    INITIALIZE, AVAILABLE",
    "AVAILABLE,    INDEXED,    ",
    "AVAILABLE,    FAILED,     ERRORED",
    "AVAILABLE,    LEASED,     SERVING",
    "AVAILABLE,    RETURNED,   AVAILABLE",
    "AVAILABLE,    RESTARTED,  AVAILABLE",
    "SERVING,      INITIALIZE, SERVING",
    "SERVING,      INDEXED,    ",
    "SERVING,      FAILED,     ERRORED",
    "SERVING,      LEASED,     SERVING",
    "SERVING,      RETURNED,   AVAILABLE",
    "SERVING,      RESTARTED,  AVAILABLE",
    "RECOVERING,   INITIALIZE, ",
    "RECOVERING,   INDEXED,    AVAILABLE",
    "RECOVERING,   FAILED,     ERRORED",
    "RECOVERING,   LEASED,     ",
    "RECOVERING,   RETURNED,   ",
    "RECOVERING,   RESTARTED,  ERRORED",
    "ERRORED,      INITIALIZE, RECOVERING",
    "ERRORED,      INDEXED,    ",
    "ERRORED,      FAILED,     ERRORED",
    "ERRORED,      LEASED,     ",
    "ERRORED,      RETURNED,   ERRORED",
    "ERRORED,      RESTARTED,  ERRORED",
    "UNKNOWN,      INITIALIZE, ",
    "UNKNOWN,      INDEXED,    ",
    "UNKNOWN,      FAILED,     ",
    "UNKNOWN,      LEASED,     ",
    "UNKNOWN,      RETURNED,   ",
    "UNKNOWN,      RESTARTED,  "
  })
  void everyEventHasOneOutcomeInEveryState(
      ShardState state, LifeEvent event, @Nullable ShardState next) {
    assertThat(Lifecycle.next(state, event)).isEqualTo(Optional.ofNullable(next));
  }

  @ParameterizedTest
  @EnumSource(ShardState.class)
  void aRestartEndsWhateverWasInFlight(ShardState state) {
    Lifecycle.next(state, LifeEvent.RESTARTED)
        .ifPresent(next ->
            assertThat(next)
                .isNotIn(ShardState.INITIALIZING, ShardState.RECOVERING, ShardState.SERVING));
  }

  @ParameterizedTest
  @EnumSource(LifeEvent.class)
  void aStepThatHasNoPlaceIsOurOwnBug(LifeEvent event) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Lifecycle.step(ShardState.UNKNOWN, event))
        .withMessage(event + " has no place in UNKNOWN");
  }
}
