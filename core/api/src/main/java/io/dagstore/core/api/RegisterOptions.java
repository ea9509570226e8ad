package io.dagstore.core.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a new shard is taken in.
 *
 * @param lazy when it is indexed; false: before {@code register} returns; true: at the first use
 * @param copy a copy of the bytes that is on this machine already. Where the mount can only be read
 *     in one pass, it is read instead, as long as it is there; the store never changes or removes
 *     it.
 */
public record RegisterOptions(boolean lazy, Optional<Path> copy) {
  /** Indexed before {@code register} returns. */
  public static final RegisterOptions EAGER = new RegisterOptions(false, Optional.empty());

  /** Indexed at the first use; until then its blocks are not found by CID. */
  public static final RegisterOptions LAZY = new RegisterOptions(true, Optional.empty());

  /** The same with a copy that is there already. */
  public RegisterOptions withCopy(Path file) {
    return new RegisterOptions(lazy, Optional.of(file.toAbsolutePath()));
  }
}
