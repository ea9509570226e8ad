package io.dagstore.core.api;

/**
 * When a new shard is indexed.
 *
 * @param lazy false: before {@code register} returns; true: at the first use
 */
public record RegisterOptions(boolean lazy) {
  /** Indexed before {@code register} returns. */
  public static final RegisterOptions EAGER = new RegisterOptions(false);

  /** Indexed at the first use; until then its blocks are not found by CID. */
  public static final RegisterOptions LAZY = new RegisterOptions(true);
}
