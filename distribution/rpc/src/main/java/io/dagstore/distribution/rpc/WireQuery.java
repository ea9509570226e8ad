package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import java.util.Optional;

/** A page that is asked for; what is absent or empty text does not narrow it. */
record WireQuery(
    Optional<String> state,
    Optional<String> prefix,
    Optional<String> after,
    Optional<Integer> limit) {
  private static final int LIMIT = 1000;

  static WireQuery of(ShardQuery query) {
    return new WireQuery(
        query.state().map(StateName::of),
        query.prefix(),
        query.after().map(ShardKey::value),
        Optional.of(query.limit()));
  }

  ShardQuery query() {
    return new ShardQuery(
        given(after).map(ShardKey::of),
        limit.orElse(LIMIT),
        given(state).map(WireQuery::state),
        given(prefix));
  }

  private static ShardState state(String name) {
    return StateName.parse(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "State: expected one of " + StateName.all() + ", got " + name));
  }

  private static Optional<String> given(Optional<String> text) {
    return text.filter(t -> !t.isEmpty());
  }
}
