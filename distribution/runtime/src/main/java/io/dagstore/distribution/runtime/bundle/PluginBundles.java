package io.dagstore.distribution.runtime.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The bundles of all plug-in folders. A change touches only the jars that changed and the bundles
 * wired to them; jars that could not serve are tried again. Changes happen one after the other.
 */
final class PluginBundles {
  private static final System.Logger LOG = System.getLogger(PluginBundles.class.getName());

  private final BundleContext context;
  private final FrameworkWiring wiring;
  private final Map<Path, Jar> jars = new TreeMap<>();
  private final Regions regions = new Regions();

  PluginBundles(BundleContext context) {
    this.context = context;
    this.wiring = context.getBundle(0).adapt(FrameworkWiring.class);
    context.registerService(ResolverHookFactory.class, regions, null);
  }

  /** Does what a look at a folder asks for. */
  synchronized void change(PluginFolder.Change change, Seat seat) throws InterruptedException {
    if (change.isNothing()) {
      return;
    }
    remove(change.gone());
    change.come().forEach(file -> install(file, seat));
    change.partial().forEach(file -> refusePartial(file, seat));
    settle();
  }

  private void remove(List<Path> files) throws InterruptedException {
    var gone = new ArrayList<Bundle>();
    for (var file : files) {
      var jar = jars.remove(file);
      if (jar != null) {
        jar.forget();
        jar.withdraw();
        jar.bundle().ifPresent(gone::add);
      }
    }
    if (gone.isEmpty()) {
      return;
    }
    var touched = wiring.getDependencyClosure(gone);
    jars.values().stream()
        .filter(jar -> jar.bundle().filter(touched::contains).isPresent())
        .forEach(Jar::withdraw);
    gone.forEach(PluginBundles::uninstall);
    refresh(touched);
    gone.forEach(regions::remove);
  }

  private void install(Path file, Seat seat) {
    var jar = new Jar(file, seat);
    jars.put(file, jar);
    try {
      if (!isBundle(file)) {
        jar.refuse("is no bundle: its manifest names no Bundle-SymbolicName");
        return;
      }
      // From a stream, so that the container keeps a copy and the file may be replaced.
      try (var in = Files.newInputStream(file)) {
        var bundle = context.installBundle("plugin:" + file, in);
        regions.put(bundle, seat);
        jar.installed(bundle);
      }
    } catch (IOException | BundleException e) {
      jar.refuse("cannot be installed: " + e.getMessage());
    }
  }

  /** What served under that name goes on until the rest has come. */
  private void refusePartial(Path file, Seat seat) {
    var jar = jars.computeIfAbsent(file, _ -> new Jar(file, seat));
    if (!jar.serves()) {
      jar.refuse("is not a whole jar; it is tried again when it has changed");
    }
  }

  private static boolean isBundle(Path file) throws IOException {
    try (var jar = new JarFile(file.toFile())) {
      var manifest = jar.getManifest();
      return manifest != null
          && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
    }
  }

  /** Brings what does not serve yet as far as it comes. */
  private void settle() {
    var waiting =
        jars.values().stream()
            .filter(jar -> !jar.serves())
            .filter(jar -> jar.bundle().isPresent())
            .toList();
    var bundles = waiting.stream().map(jar -> jar.bundle().orElseThrow()).toList();
    if (!bundles.isEmpty()) {
      wiring.resolveBundles(bundles);
      waiting.forEach(jar -> settle(jar, jar.bundle().orElseThrow()));
    }
  }

  private void settle(Jar jar, Bundle bundle) {
    try {
      if (bundle.getState() == Bundle.INSTALLED) {
        var report = new ResolutionReport(List.of(context.getBundles()), this::owner);
        throw new PluginProblem(report.of(bundle));
      }
      bundle.start(Bundle.START_TRANSIENT);
      jar.serve(BundlePlugins.of(bundle, Optional.of(jar.name())));
    } catch (PluginProblem e) {
      jar.refuse(String.valueOf(e.getMessage()));
    } catch (BundleException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      jar.refuse("cannot start: " + cause);
    }
  }

  private String owner(Bundle bundle) {
    return jars.values().stream()
        .filter(jar -> jar.bundle().equals(Optional.of(bundle)))
        .findFirst()
        .map(Jar::name)
        .orElse("Dagstore");
  }

  private static void uninstall(Bundle bundle) {
    try {
      bundle.uninstall();
    } catch (BundleException e) {
      // Its activator failed to stop; it is uninstalled all the same.
      LOG.log(System.Logger.Level.WARNING, () -> bundle + " did not stop well", e);
    }
  }

  /** Waits until nothing is wired to the old classes any more, so that they can be forgotten. */
  private void refresh(Collection<Bundle> touched) throws InterruptedException {
    var done = new CountDownLatch(1);
    FrameworkListener listener =
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            done.countDown();
          }
        };
    wiring.refreshBundles(touched, listener);
    done.await();
  }
}
