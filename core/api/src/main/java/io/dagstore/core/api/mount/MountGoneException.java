package io.dagstore.core.api.mount;

import io.dagstore.core.api.ShardKey;
import java.io.IOException;
import java.io.Serial;

/** A shard was being read when its mount provider went away. */
public final class MountGoneException extends IOException {
  @Serial private static final long serialVersionUID = 1;
  private final String key;
  private final String scheme;

  /** The mount provider of this scheme went away while the shard was open. */
  public MountGoneException(ShardKey key, String scheme) {
    super("shard " + key + ": the mount provider for scheme " + scheme + " went away");
    this.key = key.value();
    this.scheme = scheme;
  }

  /** The shard. */
  public ShardKey key() {
    return new ShardKey(key);
  }

  /** Scheme of the shard's mount. */
  public String scheme() {
    return scheme;
  }
}
