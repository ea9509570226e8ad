package io.dagstore.core.api;

import java.util.Optional;

/**
 * One page of the catalogue, in the order of keys.
 *
 * @param after the page begins behind this key; empty: at the first
 * @param limit most entries in the page, 1 to {@value #MAX_LIMIT}
 * @param state only shards in this state; empty: all
 * @param prefix only shards whose key begins with this text; empty: all
 */
public record ShardQuery(
    Optional<ShardKey> after, int limit, Optional<ShardState> state, Optional<String> prefix) {
  /** Largest page. */
  public static final int MAX_LIMIT = 10_000;

  /** The first page of all shards. */
  public static final ShardQuery FIRST =
      new ShardQuery(Optional.empty(), MAX_LIMIT, Optional.empty(), Optional.empty());

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is outside its range
   */
  public ShardQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "page limit: expected 1 to " + MAX_LIMIT + ", got " + limit);
    }
  }

  /** The same query behind this key. */
  public ShardQuery after(ShardKey key) {
    return new ShardQuery(Optional.of(key), limit, state, prefix);
  }

  /** The same query with at most this many entries. */
  public ShardQuery limit(int most) {
    return new ShardQuery(after, most, state, prefix);
  }

  /** The same query for shards in this state. */
  public ShardQuery state(ShardState only) {
    return new ShardQuery(after, limit, Optional.of(only), prefix);
  }

  /** The same query for shards whose key begins with this text. */
  public ShardQuery prefix(String beginning) {
    return new ShardQuery(after, limit, state, Optional.of(beginning));
  }
}
