package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** States as Lotus writes them: {@code ShardStateAvailable}. */
final class StateName {
  private static final String PREFIX = "ShardState";

  private StateName() {}

  static String of(ShardState state) {
    var name = state.name();
    return PREFIX + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The state of this name, with the prefix or, as people type it, without. */
  static Optional<ShardState> parse(String text) {
    var name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    return Arrays.stream(ShardState.values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst();
  }

  static List<String> all() {
    return Arrays.stream(ShardState.values()).map(StateName::of).toList();
  }
}
