package io.dagstore.distribution.runtime.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework in the test's own JVM that offers the packages plug-ins are compiled against. */
final class Frame implements AutoCloseable {
  private final Framework framework;
  private final PluginBundles bundles;

  Frame(Path storage) throws ReflectiveOperationException, BundleException {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    properties.put("felix.service.urlhandlers", "false");
    properties.put("felix.log.level", "0");
    properties.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        "io.dagstore.core.api;version=0.1,io.dagstore.core.api.mount;version=0.1,"
            + "io.dagstore.core.api.index;version=0.1,io.dagstore.core.api.journal;version=0.1");
    var factory = Class.forName("org.apache.felix.framework.FrameworkFactory");
    framework =
        ((FrameworkFactory) factory.getConstructor().newInstance()).newFramework(properties);
    framework.start();
    bundles = new PluginBundles(framework.getBundleContext());
  }

  PluginBundles bundles() {
    return bundles;
  }

  int bundleCount() {
    return framework.getBundleContext().getBundles().length;
  }

  @Override
  public void close() throws IOException {
    try {
      framework.stop();
      framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
    } catch (BundleException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
