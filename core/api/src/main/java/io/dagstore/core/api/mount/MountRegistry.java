package io.dagstore.core.api.mount;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The mount providers at hand, by scheme. They may come and go while a store is open. */
public final class MountRegistry {
  private final Map<String, MountProvider> providers = new ConcurrentHashMap<>();
  private final List<MountListener> listeners = new CopyOnWriteArrayList<>();

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
    listeners.forEach(listener -> listener.added(provider));
  }

  /**
   * Lets a provider go: stores let go of the open shards of its scheme, which are unavailable until
   * a provider for it is back.
   */
  public void remove(MountProvider provider) {
    if (providers.remove(provider.scheme(), provider)) {
      listeners.forEach(listener -> listener.removed(provider));
    }
  }

  /** Tells this listener from now on. */
  public void listen(MountListener listener) {
    listeners.add(listener);
  }

  /** Tells this listener no more. */
  public void unlisten(MountListener listener) {
    listeners.remove(listener);
  }

  /** The provider that answers for this scheme at this moment. */
  public Optional<MountProvider> provider(String scheme) {
    return Optional.ofNullable(providers.get(scheme));
  }

  /** The schemes that have a provider at this moment. */
  public Set<String> schemes() {
    return Collections.unmodifiableSet(new TreeSet<>(providers.keySet()));
  }

  /** Scheme of a URI in lower case; empty text where it has none. */
  public static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /**
   * Where the bytes of a shard lie that is not registered, as the first provider tells that knows
   * it, in the order of schemes.
   *
   * @throws IOException if none knows and one could not find it out
   */
  public Optional<URI> find(ShardKey key) throws IOException {
    var failure = Optional.<IOException>empty();
    for (var scheme : schemes()) {
      var provider = providers.get(scheme);
      try {
        var found = provider == null ? Optional.<URI>empty() : provider.find(key);
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException e) {
        failure.ifPresent(e::addSuppressed);
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  /**
   * The mount of a URI.
   *
   * @throws DagStoreException.UnknownScheme if no provider answers for its scheme
   * @throws IllegalArgumentException if the provider refuses the URI
   */
  public Mount mount(URI uri) {
    var scheme = scheme(uri);
    var provider = providers.get(scheme);
    if (provider == null) {
      throw new DagStoreException.UnknownScheme(scheme, schemes());
    }
    return provider.mount(uri);
  }
}
