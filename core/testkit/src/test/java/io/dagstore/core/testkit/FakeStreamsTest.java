package io.dagstore.core.testkit;

import io.dagstore.core.api.mount.MountProvider;
import java.net.URI;

final class FakeStreamsTest extends SequentialMountContract {
  private final FakeStreams streams = new FakeStreams();

  @Override
  protected MountProvider provider() {
    return streams;
  }

  @Override
  protected URI put(String name, byte[] bytes) {
    return streams.put(name, bytes);
  }

  @Override
  protected URI absent() {
    return FakeStreams.uri("absent");
  }
}
