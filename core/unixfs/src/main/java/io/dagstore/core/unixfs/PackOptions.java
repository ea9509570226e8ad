package io.dagstore.core.unixfs;

/**
 * What a {@link TreePacker} takes from a disk.
 *
 * @param hidden whether names that begin with a dot are packed
 * @param metadata which facts of files and folders are kept
 */
public record PackOptions(Hidden hidden, Keep metadata) {
  /** Names that begin with a dot. */
  public enum Hidden {
    /** Left out, as {@code ipfs add -r} does. */
    SKIP,
    /** Packed like all others. */
    PACK
  }

  /** Facts beside the content. */
  public enum Keep {
    /** None, so that the same content has the same CID everywhere. */
    NOTHING,
    /** Permission bits. */
    MODE,
    /** Time of the last change. */
    MTIME,
    /** Both. */
    MODE_AND_MTIME
  }

  /** Skips hidden names and keeps no metadata. */
  public static final PackOptions DEFAULT = new PackOptions(Hidden.SKIP, Keep.NOTHING);
}
