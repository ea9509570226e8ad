package io.dagstore.core.store;

/**
 * What an examination has come to.
 *
 * @param shards that were examined
 * @param underway shards that a stopped process left on their way; the next start goes on with them
 * @param unreachable available shards for whose scheme no mount provider is here; their mounts were
 *     not looked at
 * @param blocks whose hash was checked
 * @param bytes of data in them
 * @param unverifiable blocks among them whose hash function is not known here
 * @param findings how many invariants were found broken, in how many places
 * @param repaired how many of them hold again
 */
public record Checkup(
    long shards,
    long underway,
    long unreachable,
    long blocks,
    long bytes,
    long unverifiable,
    long findings,
    long repaired) {

  /** Whether all that was found broken is repaired, or nothing was. */
  public boolean clean() {
    return findings == repaired;
  }
}
