package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TraceListenerTest {
  /** Keeps what is logged, in memory. */
  private record Lines(boolean on, List<String> lines) implements System.Logger {
    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return on;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add(level + " " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      lines.add(level + " " + format);
    }
  }

  @Test
  void tellsWhichShardAndWhatHappenedToIt() {
    var lines = new ArrayList<String>();
    var trace = new TraceListener(new Lines(true, lines));
    trace.on(new StoreEvent.StateChanged(Fixture.KEY, ShardState.NEW, ShardState.INITIALIZING));
    trace.on(new StoreEvent.Recovered(Fixture.KEY, Optional.of("why")));

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).isEqualTo("DEBUG shard site/a: NEW to INITIALIZING");
    assertThat(lines.getLast()).startsWith("DEBUG shard site/a: Recovered").contains("why");
  }

  @Test
  void isSilentWhereNobodyListens() {
    var lines = new ArrayList<String>();
    new TraceListener(new Lines(false, lines)).on(new StoreEvent.Destroyed(Fixture.KEY));

    assertThat(lines).isEmpty();
  }
}
