package io.dagstore.distribution.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartOrderTest {
  @Test
  void whatIsNeededComesFirst() {
    var needs = Map.of("a", List.of("b", "c"), "b", List.of("c"), "c", List.<String>of());

    assertThat(order(needs, "a", "b", "c")).containsExactly("c", "b", "a");
  }

  @Test
  void whatNeedsNothingKeepsItsPlace() {
    assertThat(order(Map.of(), "x", "y", "z")).containsExactly("x", "y", "z");
  }

  @Test
  void whatIsNotAmongThemPlaysNoPart() {
    assertThat(order(Map.of("a", List.of("system")), "a")).containsExactly("a");
  }

  @Test
  void aCircleHasAnOrderToo() {
    var needs = Map.of("a", List.of("b"), "b", List.of("a"));

    assertThat(order(needs, "a", "b")).containsExactly("b", "a");
  }

  private static List<String> order(Map<String, List<String>> needs, String... items) {
    return StartOrder.of(List.of(items), item -> needs.getOrDefault(item, List.of()));
  }
}
