package io.dagstore.distribution.runtime.bundle;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Says in one line why a bundle does not resolve: what it needs that nobody here has, and who has
 * something like it.
 */
final class ResolutionReport {
  private static final Set<String> NOT_NEEDED = Set.of(Constants.RESOLUTION_OPTIONAL, "dynamic");

  private final List<BundleCapability> here;
  private final Function<Bundle, String> owner;

  /**
   * Over all bundles that are installed, resolved or not.
   *
   * @param owner how a bundle is called: by the jar that was dropped in, or as part of us
   */
  ResolutionReport(Collection<Bundle> bundles, Function<Bundle, String> owner) {
    this.owner = owner;
    this.here =
        bundles.stream()
            .map(bundle -> bundle.adapt(BundleRevision.class))
            .filter(Objects::nonNull)
            .flatMap(revision -> revision.getDeclaredCapabilities(null).stream())
            .toList();
  }

  /** The line for a bundle that does not resolve. */
  String of(Bundle bundle) {
    var lines =
        bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
            .filter(ResolutionReport::counts)
            .map(need -> line(bundle, need))
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining("; "));
    return lines.isEmpty() ? "the packages it needs are here, but do not fit together" : lines;
  }

  private static boolean counts(BundleRequirement need) {
    var directives = need.getDirectives();
    return !NOT_NEEDED.contains(directives.getOrDefault(Constants.RESOLUTION_DIRECTIVE, ""))
        && directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve").equals("resolve");
  }

  private Optional<String> line(Bundle bundle, BundleRequirement asked) {
    var need = new Need(asked.getNamespace(), asked.getDirectives().getOrDefault("filter", ""));
    var matching = here.stream().filter(asked::matches).map(ResolutionReport::bundle).toList();
    if (matching.isEmpty()) {
      return Optional.of("needs " + need.words() + ": " + others(need));
    }
    var stuck = matching.stream().allMatch(other -> other.getState() == Bundle.INSTALLED);
    return stuck && !matching.contains(bundle)
        ? Optional.of(
            "needs "
                + need.words()
                + ": "
                + owner.apply(matching.getFirst())
                + " has it, but does not resolve either")
        : Optional.empty();
  }

  /** Those who have a thing of that name, but in no version that will do. */
  private String others(Need need) {
    var others =
        here.stream()
            .filter(other -> other.getNamespace().equals(need.namespace()))
            .filter(other -> need.name().equals(Optional.ofNullable(name(other))))
            .map(other -> "%s has version %s".formatted(owner.apply(bundle(other)), version(other)))
            .distinct()
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? need.bringer() : others;
  }

  private static @Nullable Object name(BundleCapability capability) {
    return capability.getAttributes().get(capability.getNamespace());
  }

  private static Object version(BundleCapability capability) {
    var attributes = capability.getAttributes();
    return attributes.getOrDefault("version", attributes.getOrDefault("bundle-version", "none"));
  }

  private static Bundle bundle(BundleCapability capability) {
    return capability.getRevision().getBundle();
  }
}
