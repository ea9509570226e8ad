package io.dagstore.distribution.runtime.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Starts the nodes of the framework property {@code dagstore.repos}, one a line, beside the
 * container's own start, and ends them when it stops. With {@code dagstore.reads} they only read.
 */
public final class Activator implements BundleActivator {
  private final List<Nodes> running = new ArrayList<>();

  /** Made by the container. */
  public Activator() {}

  @Override
  public void start(BundleContext context) {
    var repos = context.getProperty("dagstore.repos");
    var home = context.getProperty("dagstore.home");
    if (repos != null) {
      var nodes = nodes(context, repos.lines().map(Path::of).toList());
      running.add(nodes);
      nodes.start(Path.of(home == null ? "" : home, "plugins"));
    }
  }

  private static Nodes nodes(BundleContext context, List<Path> repos) {
    return new Nodes(context, repos, Boolean.parseBoolean(context.getProperty("dagstore.reads")));
  }

  @Override
  public void stop(BundleContext context) {
    running.forEach(Nodes::close);
    running.clear();
  }
}
