package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stranger's mount provider. What it does wrong fails only the shards behind its mounts. */
final class GuardedProvider implements MountProvider {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,63}");
  private static final String FIND = "MountProvider.find";
  private static final String MOUNT = "MountProvider.mount";

  private final MountProvider provider;
  private final PluginCalls calls;
  private final OpenSources open;
  private final String scheme;

  private GuardedProvider(
      MountProvider provider, PluginCalls calls, OpenSources open, String scheme) {
    this.provider = provider;
    this.calls = calls;
    this.open = open;
    this.scheme = scheme;
  }

  static GuardedProvider of(MountProvider provider, PluginCalls calls, OpenSources open)
      throws IOException {
    var scheme = calls.call("MountProvider.scheme", () -> String.valueOf(provider.scheme()));
    if (!SCHEME.matcher(scheme).matches()) {
      throw calls.fault("MountProvider.scheme", "expected a scheme in lower case, got " + scheme);
    }
    return new GuardedProvider(provider, calls, open, scheme);
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public Mount mount(URI uri) {
    try {
      var mount = calls.call(MOUNT, () -> make(uri));
      if (mount instanceof Refused refused) {
        throw new IllegalArgumentException(refused.why());
      }
      return MountRegistry.scheme(mount.uri()).equals(scheme)
          ? mount
          : new Failing(uri, calls.fault(MOUNT, "expected a " + scheme + " URI, got another"));
    } catch (IOException e) {
      return new Failing(uri, e);
    }
  }

  @Override
  public Optional<URI> find(ShardKey key) throws IOException {
    var found = calls.call(FIND, () -> Objects.requireNonNull(provider.find(key), "found"));
    if (found.isPresent() && !MountRegistry.scheme(found.get()).equals(scheme)) {
      throw calls.fault(FIND, "expected a " + scheme + " URI, got another");
    }
    return found;
  }

  private Mount make(URI uri) {
    try {
      var mount = provider.mount(uri);
      return new GuardedMount(mount, mount.uri(), mount.sequential(), calls, open);
    } catch (IllegalArgumentException e) {
      return new Refused(uri, String.valueOf(e.getMessage()));
    }
  }

  /** The provider's no to a URI, on its way to the caller. */
  private record Refused(URI uri, String why) implements Mount {
    @Override
    public MountStat stat() {
      throw new IllegalArgumentException(why);
    }

    @Override
    public Source open() {
      throw new IllegalArgumentException(why);
    }
  }

  /** A mount that could not be made; it fails where one that was made would be used. */
  private record Failing(URI uri, IOException why) implements Mount {
    @Override
    public MountStat stat() throws IOException {
      throw why;
    }

    @Override
    public Source open() throws IOException {
      throw why;
    }
  }
}
