package io.dagstore.core.store;

/** Hears how an examination goes on. Its calls come from several threads. */
public interface DoctorListener {
  /** An invariant is broken; one call at a time, as soon as it is known. */
  void found(Finding finding);

  /**
   * The shards come next.
   *
   * @param shards how many there are
   * @param bytes of all their CARs
   */
  default void begins(long shards, long bytes) {}

  /**
   * More is done.
   *
   * @param shards that were examined since the last call
   * @param blocks whose hash was checked since
   * @param bytes of the CARs that were read since
   */
  default void advanced(long shards, long blocks, long bytes) {}
}
