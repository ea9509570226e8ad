package io.dagstore.distribution.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * One OSGi framework with the bundles of one folder: read where they lie, resolved together, each
 * started after those it is wired to.
 */
final class Container implements AutoCloseable {
  private final Framework framework;

  /**
   * A framework that has not started.
   *
   * @param storage where it may keep its notes
   * @param properties framework properties for the bundles
   */
  Container(Path storage, Map<String, String> properties) {
    var all = new HashMap<>(FrameworkProperties.of(storage));
    all.putAll(properties);
    var factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    framework = factory.newFramework(all);
  }

  /**
   * Installs and starts every bundle of a folder.
   *
   * @throws LaunchException if one cannot be installed, resolved or started
   * @throws IOException if the folder cannot be read
   */
  void start(Path folder, NodeHost host) throws IOException, LaunchException {
    try {
      framework.init();
      framework.getBundleContext().registerService(NodeHost.class, host, null);
      var bundles = install(folder);
      framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
      framework.start();
      for (var bundle : StartOrder.of(bundles, Container::needs)) {
        bundle.start(Bundle.START_TRANSIENT);
      }
    } catch (BundleException e) {
      throw new LaunchException(ExitCode.BUG, "the container cannot start: " + e.getMessage());
    }
  }

  private List<Bundle> install(Path folder) throws IOException, BundleException {
    var context = framework.getBundleContext();
    var bundles = new ArrayList<Bundle>();
    try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (var jar : jars) {
        bundles.add(context.installBundle("reference:" + jar.toUri()));
      }
    }
    return bundles;
  }

  private static Set<Bundle> needs(Bundle bundle) {
    var needs = new LinkedHashSet<Bundle>();
    var wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null) {
      wiring.getRequiredWires(null).forEach(wire -> needs.add(wire.getProvider().getBundle()));
    }
    return needs;
  }

  /** Stops the bundles in the reverse order, and waits until they have stopped. */
  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(0);
    } catch (BundleException e) {
      throw new IllegalStateException("the container does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
