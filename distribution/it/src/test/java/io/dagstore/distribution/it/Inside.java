package io.dagstore.distribution.it;

import static org.junit.Assert.assertTrue;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;

/** What a test does inside of a container, where one node is. */
record Inside(BundleContext context) {
  /** The node, once it is ready. */
  Node node() throws Exception {
    await(() -> context.getServiceReference(Node.class) != null);
    return context.getService(context.getServiceReference(Node.class));
  }

  /** Drops in a jar of classes of {@code acme}, and returns when it serves. */
  void drop(String file, String name, String version, List<List<String>> services)
      throws Exception {
    var classes = Path.of(context.getProperty(Assembled.CLASSES));
    new AcmeJar(classes, name, version).write(plugins().resolve(file), services);
    await(() -> {
      var plugin = plugin(file);
      return plugin.version().equals(version) && plugin.state().equals("active");
    });
  }

  /** Removes a jar, and returns when it is gone. */
  void remove(String file) throws Exception {
    Files.delete(plugins().resolve(file));
    await(() -> plugin(file).state().equals("absent"));
  }

  private Path plugins() throws Exception {
    return node().directory().resolve("plugins");
  }

  /** What the node says of the plug-in of this file. */
  PluginInfo plugin(String file) throws Exception {
    return node().plugins().list().stream()
        .filter(info -> info.file().equals(Optional.of(file)))
        .findFirst()
        .orElse(
            new PluginInfo("none", "", "absent", Optional.empty(), List.of(), Optional.empty()));
  }

  static void await(Callable<Boolean> condition) throws Exception {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertTrue("waited for a minute", System.nanoTime() < deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
