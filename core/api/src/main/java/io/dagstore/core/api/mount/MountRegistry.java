package io.dagstore.core.api.mount;

import io.dagstore.core.api.DagStoreException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The mount providers at hand, by scheme. They may come and go while a store is open. */
public final class MountRegistry {
  private final Map<String, MountProvider> providers = new ConcurrentHashMap<>();

  private MountRegistry() {}

  /**
   * A registry of these providers.
   *
   * @throws IllegalArgumentException if two answer for one scheme
   */
  public static MountRegistry of(MountProvider... providers) {
    var registry = new MountRegistry();
    for (var provider : providers) {
      registry.add(provider);
    }
    return registry;
  }

  /**
   * Takes in a provider.
   *
   * @throws IllegalArgumentException if another one answers for its scheme
   */
  public void add(MountProvider provider) {
    if (providers.putIfAbsent(provider.scheme(), provider) != null) {
      throw new IllegalArgumentException(
          "mount provider: expected one for scheme " + provider.scheme() + ", got a second");
    }
  }

  /** Lets a provider go; shards of its scheme cannot be opened until it comes back. */
  public void remove(MountProvider provider) {
    providers.remove(provider.scheme(), provider);
  }

  /**
   * The mount of a URI.
   *
   * @throws DagStoreException.UnknownScheme if no provider answers for its scheme
   * @throws IllegalArgumentException if the provider refuses the URI
   */
  public Mount mount(URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    var provider = providers.get(scheme);
    if (provider == null) {
      throw new DagStoreException.UnknownScheme(scheme, new TreeSet<>(providers.keySet()));
    }
    return provider.mount(uri);
  }
}
