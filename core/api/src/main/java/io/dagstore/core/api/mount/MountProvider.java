package io.dagstore.core.api.mount;

import java.net.URI;

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
}
