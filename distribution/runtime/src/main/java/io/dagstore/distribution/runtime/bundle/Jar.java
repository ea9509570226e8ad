package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * A jar in a plug-in folder, and what has become of it. Changed by the one thread that holds the
 * lock of {@link PluginBundles}.
 */
final class Jar {
  private final Path file;
  private final Seat seat;
  private Optional<Bundle> bundle = Optional.empty();
  private Optional<Plugin> plugin = Optional.empty();
  private Optional<PluginInfo> refused = Optional.empty();

  Jar(Path file, Seat seat) {
    this.file = file;
    this.seat = seat;
  }

  Path file() {
    return file;
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  Optional<Bundle> bundle() {
    return bundle;
  }

  void installed(Bundle installed) {
    bundle = Optional.of(installed);
  }

  boolean serves() {
    return plugin.isPresent();
  }

  /** The nodes get it. */
  void serve(Plugin brought) {
    forget();
    plugin = Optional.of(brought);
    seat.add(brought);
  }

  /** The nodes lose it. */
  void withdraw() {
    plugin.ifPresent(seat::remove);
    plugin = Optional.empty();
  }

  /** The nodes are told why they do not get it. */
  void refuse(String why) {
    forget();
    var title = bundle.map(Bundle::getSymbolicName).orElse(name());
    var version = bundle.map(b -> b.getVersion().toString()).orElse("");
    var state = bundle.isEmpty() ? "refused" : stateOf(bundle.get());
    var info =
        new PluginInfo(title, version, state, Optional.of(name()), List.of(), Optional.of(why));
    refused = Optional.of(info);
    seat.refuse(info);
  }

  /** The nodes need not know any more that they did not get it. */
  void forget() {
    refused.ifPresent(seat::forget);
    refused = Optional.empty();
  }

  private static String stateOf(Bundle bundle) {
    return bundle.getState() == Bundle.INSTALLED ? "unresolved" : "failed";
  }
}
