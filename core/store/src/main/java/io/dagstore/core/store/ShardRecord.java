package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.mount.MountRegistry;
import java.net.URI;
import java.util.Optional;

/**
 * The durable facts of a shard.
 *
 * @param number under which the index over all shards knows it, never given twice
 * @param key its name
 * @param mount where its bytes come from
 * @param state where it stands; {@link ShardState#SERVING} is never recorded
 * @param lazy whether it was registered to be indexed at its first use
 * @param destroying whether it is on its way out
 * @param sizes how much it is
 * @param error why it is errored, or empty text
 * @param layout how its blocks lie in its source
 * @param copy what is known of its local copy
 */
record ShardRecord(
    int number,
    ShardKey key,
    URI mount,
    ShardState state,
    boolean lazy,
    boolean destroying,
    Sizes sizes,
    String error,
    Layout layout,
    LocalCopy copy) {

  /**
   * How much a shard is; all 0 while that is not known.
   *
   * @param blocks sections in the CAR
   * @param bytes size of the CAR file
   * @param index size of the shard index; 0 where that was not written down
   */
  record Sizes(long blocks, long bytes, long index) {
    static final Sizes UNKNOWN = new Sizes(0, 0, 0);
  }

  long blocks() {
    return sizes.blocks;
  }

  long bytes() {
    return sizes.bytes;
  }

  /** Scheme of its mount. */
  String scheme() {
    return MountRegistry.scheme(mount);
  }

  /** True where a kill now leaves work for the next start. */
  boolean inFlight() {
    return destroying || state == ShardState.INITIALIZING || state == ShardState.RECOVERING;
  }

  /** True where both indices know it. */
  boolean indexed() {
    return !destroying && state.readable();
  }

  /** True where it can be read, now or once what is being done to it is done. */
  boolean expected() {
    return !destroying && (state.readable() || inFlight());
  }

  ShardRecord numbered(int newNumber) {
    return new ShardRecord(
        newNumber, key, mount, state, lazy, destroying, sizes, error, layout, copy);
  }

  ShardRecord with(ShardState newState) {
    return new ShardRecord(
        number, key, mount, newState, lazy, destroying, sizes, error, layout, copy);
  }

  ShardRecord indexed(ShardState newState, Sizes newSizes, Layout newLayout) {
    return new ShardRecord(
        number, key, mount, newState, lazy, destroying, newSizes, "", newLayout, copy);
  }

  ShardRecord failed(ShardState newState, String newError) {
    return new ShardRecord(
        number, key, mount, newState, lazy, destroying, Sizes.UNKNOWN, newError, Layout.CAR, copy);
  }

  ShardRecord leaving() {
    return new ShardRecord(number, key, mount, state, lazy, true, sizes, error, layout, copy);
  }

  ShardRecord copied(LocalCopy newCopy) {
    return new ShardRecord(
        number, key, mount, state, lazy, destroying, sizes, error, layout, newCopy);
  }

  ShardInfo info(boolean leased) {
    var shown = leased ? Lifecycle.next(state, LifeEvent.LEASED).orElse(state) : state;
    return info(shown, error);
  }

  /** While nobody can open its mount; an error of its own is still told. */
  ShardInfo unavailable() {
    return state == ShardState.ERRORED
        ? info(false)
        : info(ShardState.UNAVAILABLE, DagStoreException.ShardUnavailable.reason(scheme()));
  }

  private ShardInfo info(ShardState shown, String why) {
    return new ShardInfo(
        key,
        shown,
        mount,
        lazy,
        sizes.blocks,
        sizes.bytes,
        why.isEmpty() ? Optional.empty() : Optional.of(why));
  }
}
