package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The classes that a plug-in brings. Each node makes its own instances of them, by a public
 * constructor that takes a {@link io.dagstore.core.api.plugin.PluginContext} or nothing.
 *
 * @param name the bundle's symbolic name, by which people, journals and settings speak of it
 * @param version its version
 * @param file the jar it came from; empty for what ships with us
 * @param own whether it ships with us; what a stranger brings is guarded
 * @param classes by extension point, which is one of {@link #EXTENSION_POINTS}, in their order
 */
public record Plugin(
    String name,
    String version,
    Optional<String> file,
    boolean own,
    Map<Class<?>, List<Class<?>>> classes) {
  /** The interfaces that a plug-in may implement. */
  public static final List<Class<?>> EXTENSION_POINTS =
      List.of(
          MountProvider.class,
          InvertedIndexProvider.class,
          JournalProvider.class,
          StoreListener.class,
          ShardIndexer.class);

  /**
   * Keeps its own copy of the classes.
   *
   * @throws IllegalArgumentException if an interface is no extension point, or a class does not
   *     implement its own
   */
  public Plugin {
    classes.forEach((point, found) -> found.forEach(type -> check(point, type)));
    classes =
        classes.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  private static void check(Class<?> point, Class<?> type) {
    if (!EXTENSION_POINTS.contains(point) || !point.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "class %s: expected a %s, got another".formatted(type.getName(), point.getName()));
    }
  }
}
