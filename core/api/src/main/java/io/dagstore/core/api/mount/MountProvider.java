package io.dagstore.core.api.mount;

import io.dagstore.core.api.ShardKey;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Makes the mounts of one URI scheme. Thread-safe. */
public interface MountProvider {
  /** The scheme it answers for, in lower case. */
  String scheme();

  /**
   * The mount of a URI; reaches out to nothing.
   *
   * @throws IllegalArgumentException if the URI is not one of its own
   */
  Mount mount(URI uri);

  /**
   * Where the bytes of a shard lie that is not registered, if this provider knows: the store then
   * registers it for who acquires it. May reach out.
   *
   * @throws IOException if it cannot be found out
   */
  default Optional<URI> find(ShardKey key) throws IOException {
    return Optional.empty();
  }
}
