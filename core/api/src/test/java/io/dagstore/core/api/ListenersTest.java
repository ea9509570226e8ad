package io.dagstore.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class ListenersTest {
  private static final StoreEvent EVENT = new StoreEvent.Destroyed(ShardKey.of("a"));

  @Test
  void eachHearsWhileItIsThere() {
    var first = new ArrayList<StoreEvent>();
    var second = new ArrayList<StoreEvent>();
    StoreListener late = second::add;
    var listeners = Listeners.of(first::add);

    listeners.on(EVENT);
    listeners.add(late);
    listeners.on(EVENT);
    listeners.remove(late);
    listeners.on(EVENT);

    assertThat(first).hasSize(3);
    assertThat(second).hasSize(1);
  }

  @Test
  void oneThatThrowsKeepsNoOtherFromHearing() {
    var heard = new ArrayList<StoreEvent>();
    var listeners =
        Listeners.of(
            event -> {
              throw new IllegalStateException("broken");
            },
            heard::add);

    listeners.on(EVENT);

    assertThat(heard).containsExactly(EVENT);
  }
}
