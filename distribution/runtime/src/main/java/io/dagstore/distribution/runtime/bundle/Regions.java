package io.dagstore.distribution.runtime.bundle;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps the bundles of one node's folder from being wired to those of another's: nodes share what
 * ships with us and what serves all, nothing else. Thread-safe.
 */
final class Regions implements ResolverHookFactory {
  private final Map<Bundle, Seat> seats = new ConcurrentHashMap<>();

  void put(Bundle bundle, Seat seat) {
    seats.put(bundle, seat);
  }

  void remove(Bundle bundle) {
    seats.remove(bundle);
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return new Fence();
  }

  private boolean sees(Bundle from, Bundle to) {
    @Nullable Seat owner = seats.get(to);
    return owner == null || owner.isAll() || owner.equals(seats.get(from));
  }

  private final class Fence implements ResolverHook {
    @Override
    public void filterMatches(BundleRequirement need, Collection<BundleCapability> candidates) {
      candidates.removeIf(
          found -> !sees(need.getRevision().getBundle(), found.getRevision().getBundle()));
    }

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> candidates) {
      candidates.removeIf(
          other -> !sees(singleton.getRevision().getBundle(), other.getRevision().getBundle()));
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void end() {}
  }
}
