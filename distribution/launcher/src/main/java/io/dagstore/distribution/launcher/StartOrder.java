package io.dagstore.distribution.launcher;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** The order in which things that need each other start: what is needed comes first. */
final class StartOrder {
  private StartOrder() {}

  /**
   * All the items, each after those it needs. Where two need each other, the one named first waits.
   *
   * @param needs what an item needs; what is not among the items plays no part
   */
  static <T> List<T> of(Collection<T> items, Function<T, ? extends Collection<T>> needs) {
    var order = new LinkedHashSet<T>();
    var seen = new LinkedHashSet<T>();
    items.forEach(item -> visit(item, items, needs, seen, order));
    return List.copyOf(order);
  }

  private static <T> void visit(
      T item,
      Collection<T> items,
      Function<T, ? extends Collection<T>> needs,
      Collection<T> seen,
      Collection<T> order) {
    if (items.contains(item) && seen.add(item)) {
      needs.apply(item).forEach(needed -> visit(needed, items, needs, seen, order));
      order.add(item);
    }
  }
}
