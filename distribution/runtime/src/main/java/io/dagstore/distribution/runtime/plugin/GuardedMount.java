package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/** A stranger's mount. */
final class GuardedMount implements Mount {
  private final Mount mount;
  private final URI uri;
  private final boolean sequential;
  private final PluginCalls calls;
  private final OpenSources open;

  /** What the last look said: one that is not ready may take its time to open. */
  private volatile boolean ready = true;

  /** Called on the plug-in's thread, which has asked what these are. */
  GuardedMount(Mount mount, URI uri, boolean sequential, PluginCalls calls, OpenSources open) {
    this.mount = mount;
    this.uri = Objects.requireNonNull(uri, "uri");
    this.sequential = sequential;
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
  public boolean sequential() {
    return sequential;
  }

  @Override
  public Source open() throws IOException {
    var source =
        calls.call("Mount.open", patience(), this::opened, unwanted -> unwanted.loan().discard());
    open.add(source.loan());
    return source;
  }

  @Override
  public MountStream stream(long from) throws IOException {
    var stream =
        calls.call(
            "Mount.stream",
            patience(),
            () -> Objects.requireNonNull(mount.stream(from), "stream"),
            this::discard);
    var loan = GuardedStream.lend(stream.bytes(), calls, open);
    open.add(loan);
    return new MountStream(
        new GuardedStream(loan, calls),
        stream.position(),
        stream.size(),
        stream.version(),
        stream.digest());
  }

  private void discard(MountStream unwanted) {
    GuardedStream.lend(unwanted.bytes(), calls, open).discard();
  }

  private Patience patience() {
    var limits = calls.limits();
    return Patience.of(ready ? limits.callTimeout() : limits.unsealTimeout());
  }

  private GuardedSource opened() throws IOException {
    var source = Objects.requireNonNull(mount.open(), "source");
    return GuardedSource.of(source, calls, open);
  }
}
