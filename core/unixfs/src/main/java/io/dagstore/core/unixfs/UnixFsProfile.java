package io.dagstore.core.unixfs;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The parameters that decide which CID a file or directory gets. Same content and same profile give
 * the same CID, here and in the peers; the named constants follow IPIP-499 and Kubo.
 *
 * @param name how people call it
 * @param cidVersion 0 or 1
 * @param leaves how chunks of a file are stored
 * @param chunkSize bytes of content per leaf, at most 2 MiB − 256
 * @param width most links of an inner node of a file
 * @param hamtRule when a directory is sharded
 * @param hamtThreshold bytes above which a directory is sharded, measured as the rule says
 * @param fanout buckets of a shard: a power of two, 8 to 1024
 */
public record UnixFsProfile(
    String name,
    int cidVersion,
    Leaves leaves,
    int chunkSize,
    int width,
    HamtRule hamtRule,
    int hamtThreshold,
    int fanout) {

  /** How the chunks of a file are stored. */
  public enum Leaves {
    /** As raw blocks: the block is the chunk. */
    RAW,
    /** Wrapped into dag-pb UnixFS messages, as CIDv0 demands. */
    DAG_PB
  }

  /** When a directory is sharded. */
  public enum HamtRule {
    /** When the bytes of all names and CIDs exceed the threshold (Kubo's older estimate). */
    NAMES_AND_CIDS,
    /** When the directory's single block would exceed the threshold. */
    BLOCK_SIZE,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  private static final int THRESHOLD = 256 * 1024;
  private static final int MAX_CHUNK = 2 * 1024 * 1024 - 256;
  private static final int MAX_WIDTH = 8192;

  /** The default: CIDv1, raw leaves of 1 MiB, 1024 links, sharding by block size. */
  public static final UnixFsProfile V1_2025 =
      new UnixFsProfile(
          "unixfs-v1-2025", 1, Leaves.RAW, 1 << 20, 1024, HamtRule.BLOCK_SIZE, THRESHOLD, 256);

  /** What {@code ipfs add} did for a decade: CIDv0, dag-pb leaves of 256 KiB, 174 links. */
  public static final UnixFsProfile V0_2015 =
      new UnixFsProfile(
          "unixfs-v0-2015",
          0,
          Leaves.DAG_PB,
          1 << 18,
          174,
          HamtRule.NAMES_AND_CIDS,
          THRESHOLD,
          256);

  /** What {@code ipfs add --cid-version=1} does: CIDv1, raw leaves of 256 KiB, 174 links. */
  public static final UnixFsProfile KUBO_CID_V1 =
      new UnixFsProfile(
          "kubo-cid-v1", 1, Leaves.RAW, 1 << 18, 174, HamtRule.NAMES_AND_CIDS, THRESHOLD, 256);

  /** Checks every parameter; an {@link IllegalArgumentException} names the one out of range. */
  public UnixFsProfile {
    Objects.requireNonNull(name, "name");
    check(cidVersion == 0 || cidVersion == 1, "CID version", cidVersion);
    check(leaves == Leaves.DAG_PB || cidVersion == 1, "CID version for raw leaves", cidVersion);
    check(chunkSize >= 1 && chunkSize <= MAX_CHUNK, "chunk size", chunkSize);
    check(width >= 2 && width <= MAX_WIDTH, "width", width);
    check(hamtThreshold >= 0, "HAMT threshold", hamtThreshold);
    check(HamtShard.isFanout(fanout), "fanout", fanout);
  }

  private static void check(boolean fine, String what, int value) {
    if (!fine) {
      throw new IllegalArgumentException(what + " out of range: " + value);
    }
  }

  /** The named profiles, the default first. */
  public static List<UnixFsProfile> all() {
    return List.of(V1_2025, V0_2015, KUBO_CID_V1);
  }

  /** The profile of that name, {@code legacy-cid-v0} being another name of the second. */
  public static Optional<UnixFsProfile> byName(String name) {
    String wanted = name.equals("legacy-cid-v0") ? V0_2015.name : name;
    return all().stream().filter(profile -> profile.name.equals(wanted)).findFirst();
  }

  /** The same with another chunk size and width. */
  public UnixFsProfile withLayout(int newChunkSize, int newWidth) {
    return new UnixFsProfile(
        name, cidVersion, leaves, newChunkSize, newWidth, hamtRule, hamtThreshold, fanout);
  }

  /** The same with other leaves. */
  public UnixFsProfile withLeaves(Leaves newLeaves) {
    return new UnixFsProfile(
        name, cidVersion, newLeaves, chunkSize, width, hamtRule, hamtThreshold, fanout);
  }

  /** The same with another rule for sharding. */
  public UnixFsProfile withHamtRule(HamtRule rule) {
    return new UnixFsProfile(
        name, cidVersion, leaves, chunkSize, width, rule, hamtThreshold, fanout);
  }
}
