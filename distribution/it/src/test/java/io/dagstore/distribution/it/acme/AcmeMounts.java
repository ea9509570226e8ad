package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stranger's mount: {@code acme:///path} is a file. */
public final class AcmeMounts implements MountProvider {
  @Override
  public String scheme() {
    return "acme";
  }

  @Override
  public Mount mount(URI uri) {
    return new AcmeMount(uri, Path.of(uri.getPath()));
  }

  private record AcmeMount(URI uri, Path path) implements Mount {
    @Override
    public MountStat stat() throws IOException {
      return Files.exists(path) ? MountStat.ready(Files.size(path)) : MountStat.ABSENT;
    }

    @Override
    public Source open() throws IOException {
      return FileSource.open(path);
    }
  }
}
