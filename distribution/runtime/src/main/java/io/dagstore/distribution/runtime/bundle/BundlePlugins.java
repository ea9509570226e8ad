package io.dagstore.distribution.runtime.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Makes a plug-in of a bundle: for each extension point it reads the file of the bundle that names
 * its classes, as {@link java.util.ServiceLoader} would, and loads them through the bundle.
 */
final class BundlePlugins {
  /** A list of class names that is longer is none. */
  private static final int LIST_LIMIT = 64 * 1024;

  private BundlePlugins() {}

  /** Whether a bundle names classes for some extension point. */
  static boolean names(Bundle bundle) {
    return Plugin.EXTENSION_POINTS.stream().anyMatch(point -> list(bundle, point) != null);
  }

  /**
   * The plug-in that a resolved bundle is; one without any class where it names none.
   *
   * @param file the jar it was dropped in as; empty for what ships with us
   * @throws PluginProblem if a class that it names cannot be had, or is not what it is named for
   */
  static Plugin of(Bundle bundle, Optional<String> file) throws PluginProblem {
    Map<Class<?>, List<Class<?>>> classes = new LinkedHashMap<>();
    for (var point : Plugin.EXTENSION_POINTS) {
      var list = list(bundle, point);
      if (list != null) {
        classes.put(point, classes(bundle, point, list));
      }
    }
    var version = bundle.getVersion().toString();
    return new Plugin(bundle.getSymbolicName(), version, file, file.isEmpty(), classes);
  }

  private static @Nullable URL list(Bundle bundle, Class<?> point) {
    return bundle.getEntry("META-INF/services/" + point.getName());
  }

  private static List<Class<?>> classes(Bundle bundle, Class<?> point, URL list)
      throws PluginProblem {
    var classes = new ArrayList<Class<?>>();
    for (var name : names(list, point)) {
      var type = load(bundle, name, point);
      if (!point.isAssignableFrom(type)) {
        throw new PluginProblem(
            "%s: expected a %s of this Dagstore, got a class that is none"
                .formatted(name, point.getSimpleName()));
      }
      classes.add(type);
    }
    return classes;
  }

  private static List<String> names(URL list, Class<?> point) throws PluginProblem {
    try (var in = list.openStream()) {
      var bytes = in.readNBytes(LIST_LIMIT + 1);
      if (bytes.length > LIST_LIMIT) {
        throw new PluginProblem(
            "META-INF/services/%s: expected at most %d bytes, got more"
                .formatted(point.getName(), LIST_LIMIT));
      }
      return new String(bytes, UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new PluginProblem("META-INF/services/%s: %s".formatted(point.getName(), e));
    }
  }

  private static Class<?> load(Bundle bundle, String name, Class<?> point) throws PluginProblem {
    try {
      return bundle.loadClass(name);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new PluginProblem(
          "%s, named for %s, cannot be loaded: %s".formatted(name, point.getSimpleName(), e));
    }
  }
}
