package io.dagstore.mounts.file;

import io.dagstore.core.testkit.MountContract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class FileMountContractTest extends MountContract {
  @Override
  protected FileMountProvider provider() {
    return new FileMountProvider(directory);
  }

  /** Named by bytes, because the test may run where file names are ASCII. */
  @Override
  protected URI put(String name, byte[] bytes) throws IOException {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    URI uri = URI.create("file:" + encoded);
    Files.write(((FileMount) provider().mount(uri)).path(), bytes);
    return uri;
  }

  @Override
  protected URI absent() {
    return provider().uri(Path.of("absent.car"));
  }
}
