package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import java.util.Optional;

/** What a collection met. */
record WireCollected(ShardKey key, boolean success, String error) {
  static WireCollected of(Collected collected) {
    return new WireCollected(
        collected.key(), collected.error().isEmpty(), collected.error().orElse(""));
  }

  Collected collected() {
    return new Collected(key, success ? Optional.empty() : Optional.of(error));
  }
}
