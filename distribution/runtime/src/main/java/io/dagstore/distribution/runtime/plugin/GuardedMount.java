package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/** A stranger's mount. */
final class GuardedMount implements Mount {
  private final Mount mount;
  private final URI uri;
  private final PluginCalls calls;
  private final OpenSources open;

  /** What the last look said: one that is not ready may take its time to open. */
  private volatile boolean ready = true;

  GuardedMount(Mount mount, URI uri, PluginCalls calls, OpenSources open) {
    this.mount = mount;
    this.uri = Objects.requireNonNull(uri, "uri");
    this.calls = calls;
    this.open = open;
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public MountStat stat() throws IOException {
    var stat = calls.call("Mount.stat", () -> Objects.requireNonNull(mount.stat(), "stat"));
    ready = stat.ready() || !stat.exists();
    return stat;
  }

  @Override
  public Source open() throws IOException {
    var limits = calls.limits();
    var patience = Patience.of(ready ? limits.callTimeout() : limits.unsealTimeout());
    var source = calls.call("Mount.open", patience, this::opened, GuardedSource::discard);
    return open.add(source);
  }

  private GuardedSource opened() throws IOException {
    var source = Objects.requireNonNull(mount.open(), "source");
    return GuardedSource.of(source, calls, open);
  }
}
