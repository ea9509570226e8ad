package io.dagstore.core.store;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.Source;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Sequential mounts that give less, or more, than the size that they tell. */
final class ShortStreams {
  /** A mount's provider and its URI. */
  record At(MountProvider provider, URI uri) {}

  At at(String scheme, byte[] bytes) {
    return at(scheme, bytes, bytes.length + 1L);
  }

  At at(String scheme, byte[] bytes, long told) {
    var uri = URI.create(scheme + ":x");
    var provider =
        new MountProvider() {
          @Override
          public String scheme() {
            return scheme;
          }

          @Override
          public Mount mount(URI any) {
            return new Lying(uri, () -> new ByteArrayInputStream(bytes), told);
          }
        };
    return new At(provider, uri);
  }

  private record Lying(URI uri, Supplier<InputStream> bytes, long told) implements Mount {
    @Override
    public MountStat stat() {
      return MountStat.ready(told);
    }

    @Override
    public boolean sequential() {
      return true;
    }

    @Override
    public Source open() {
      throw new UnsupportedOperationException(uri.toString());
    }

    @Override
    public MountStream stream(long from) {
      return new MountStream(bytes.get(), 0, told, "", Optional.empty());
    }
  }
}
