package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.Listeners;
import io.dagstore.core.api.index.ShardIndexers;
import io.dagstore.core.api.mount.MountRegistry;

/**
 * Where what plug-ins bring is put, and where the store finds it.
 *
 * @param mounts the mount providers at hand
 * @param listeners who hears of events
 * @param indexers who finds blocks in what is no CAR
 */
public record Registries(MountRegistry mounts, Listeners listeners, ShardIndexers indexers) {
  /** Nothing in them yet. */
  public static Registries empty() {
    return new Registries(MountRegistry.of(), Listeners.of(), ShardIndexers.of());
  }
}
