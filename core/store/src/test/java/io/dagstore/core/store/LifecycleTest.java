package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table itself stands in {@code docs/design.md}, printed from the code. */
final class LifecycleTest {
  @Test
  void theDesignShowsTheTableAsItIs() throws IOException {
    var page = Path.of(System.getProperty("basedir", "")).resolve("../../docs/design.md");
    var text = Files.readString(page);
    var begin = text.indexOf("| state (number) |");

    assertThat(begin).isPositive();
    assertThat(text.substring(begin, text.indexOf("\n\n", begin))).isEqualTo(table());
  }

  private static String table() {
    var events = Arrays.asList(LifeEvent.values());
    var head = events.stream().map(LifeEvent::name).collect(Collectors.joining(" | "));
    var line = "---|".repeat(events.size() + 1);
    var rows =
        Arrays.stream(ShardState.values())
            .filter(state -> events.stream().anyMatch(e -> Lifecycle.next(state, e).isPresent()))
            .map(LifecycleTest::row)
            .collect(Collectors.joining("\n"));
    return "| state (number) | " + head + " |\n|" + line + "\n" + rows;
  }

  private static String row(ShardState state) {
    return Arrays.stream(LifeEvent.values())
        .map(event -> Lifecycle.next(state, event).map(next -> " " + next).orElse(""))
        .map(cell -> cell + " |")
        .collect(Collectors.joining("", "| `" + state + "` (" + state.number() + ") |", ""));
  }

  /** B1: what was being recovered is errored after a restart, so that it can be recovered. */
  @ParameterizedTest
  @EnumSource(ShardState.class)
  void aRestartEndsWhateverWasInFlight(ShardState state) {
    Lifecycle.next(state, LifeEvent.RESTARTED)
        .ifPresent(next ->
            assertThat(next)
                .isNotIn(ShardState.INITIALIZING, ShardState.RECOVERING, ShardState.SERVING));
  }

  /** B4: an error outlives the accessors that were open when it happened. */
  @Test
  void anErroredShardStaysSoWhenItsLastAccessorIsClosed() {
    assertThat(Lifecycle.next(ShardState.ERRORED, LifeEvent.RETURNED)).contains(ShardState.ERRORED);
  }

  @ParameterizedTest
  @EnumSource(LifeEvent.class)
  void aStepThatHasNoPlaceIsOurOwnBug(LifeEvent event) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Lifecycle.step(ShardState.UNKNOWN, event))
        .withMessage(event + " has no place in UNKNOWN");
  }
}
