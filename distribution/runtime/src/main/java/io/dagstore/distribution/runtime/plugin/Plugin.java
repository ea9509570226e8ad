package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.mount.MountProvider;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
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

  /**
   * The plug-ins that a class loader sees, one for each module or jar, found as {@link
   * ServiceLoader} finds them: for programs without a container. Ours are trusted.
   *
   * @throws java.util.ServiceConfigurationError if a class cannot be loaded, or has no constructor
   *     that takes nothing
   */
  public static List<Plugin> ofServiceLoader(ClassLoader loader) {
    var found = new LinkedHashMap<String, Map<Class<?>, List<Class<?>>>>();
    for (var point : EXTENSION_POINTS) {
      ServiceLoader.load(point, loader).stream()
          .map(ServiceLoader.Provider::type)
          .forEach(type ->
              found
                  .computeIfAbsent(home(type), _ -> new LinkedHashMap<>())
                  .computeIfAbsent(point, _ -> new ArrayList<>())
                  .add(type));
    }
    return found.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static Plugin of(String home, Map<Class<?>, List<Class<?>>> classes) {
    var first = classes.values().iterator().next().getFirst();
    var version =
        Optional.ofNullable(first.getModule().getDescriptor())
            .flatMap(ModuleDescriptor::rawVersion)
            .orElse("");
    boolean own = first.getName().startsWith("io.dagstore.");
    return new Plugin(home, version, Optional.empty(), own, classes);
  }

  /** Name of the module, or of the package where there is none. */
  private static String home(Class<?> type) {
    return Optional.ofNullable(type.getModule().getName()).orElse(type.getPackageName());
  }

  /** The same with the classes of one extension point alone, or empty where it has none. */
  public Optional<Plugin> only(Class<?> point) {
    return Optional.ofNullable(classes.get(point))
        .map(found -> new Plugin(name, version, file, own, Map.of(point, found)));
  }

  /** The class loader of its classes. */
  ClassLoader loader() {
    return classes.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .<Class<?>>map(type -> type)
        .orElse(Plugin.class)
        .getClassLoader();
  }

  private static void check(Class<?> point, Class<?> type) {
    if (!EXTENSION_POINTS.contains(point) || !point.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "class %s: expected a %s, got another".formatted(type.getName(), point.getName()));
    }
  }
}
