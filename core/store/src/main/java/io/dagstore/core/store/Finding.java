package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.CorruptDataException;
import java.util.Optional;

/**
 * An invariant that is broken.
 *
 * @param invariant which
 * @param shard of which shard, where it is one's
 * @param where file, map, URI or the like
 * @param expected what should be there
 * @param got what is there
 * @param remedy what helps; where a repair was tried in vain, why it failed
 * @param repaired whether it holds again
 */
public record Finding(
    Invariant invariant,
    Optional<ShardKey> shard,
    String where,
    String expected,
    String got,
    String remedy,
    boolean repaired) {

  static Finding of(Invariant invariant, String where, String expected, String got) {
    return new Finding(
        invariant, Optional.empty(), where, expected, got, invariant.remedy(), false);
  }

  static Finding of(Invariant invariant, CorruptDataException e) {
    var at = e.offset() < 0 ? "" : " at " + e.offset();
    return of(invariant, e.source() + at, e.what() + ": " + e.expected(), e.got());
  }

  Finding in(ShardKey key) {
    return new Finding(invariant, Optional.of(key), where, expected, got, remedy, repaired);
  }

  Finding mended() {
    return new Finding(invariant, shard, where, expected, got, remedy, true);
  }

  Finding remedy(String newRemedy) {
    return new Finding(invariant, shard, where, expected, got, newRemedy, repaired);
  }
}
