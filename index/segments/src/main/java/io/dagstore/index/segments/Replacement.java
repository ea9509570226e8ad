package io.dagstore.index.segments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new segment stands for.
 *
 * @param inputs segments that were merged into it
 * @param sealed what was recent and is written in it
 * @param version at which all this was read: removals since then are still to be told
 */
record Replacement(List<Live> inputs, @Nullable Recent sealed, long version) {
  void copyRemovals(Removals target) {
    inputs.forEach(input -> input.removals().copyAfter(version, target));
    if (sealed != null) {
      sealed.copyRemovals(version, target);
    }
  }

  boolean takes(Live live) {
    return inputs.stream().anyMatch(input -> input.number() == live.number());
  }
}
