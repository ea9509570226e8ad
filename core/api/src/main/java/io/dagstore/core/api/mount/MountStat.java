package io.dagstore.core.api.mount;

/**
 * What a mount points to, seen at one moment.
 *
 * @param exists whether anything is there
 * @param size bytes, or -1 where that is not known
 * @param ready whether it can be read at once, without thawing, unsealing or the like
 */
public record MountStat(boolean exists, long size, boolean ready) {
  /** Nothing is there. */
  public static final MountStat ABSENT = new MountStat(false, -1, false);

  /** Something of this size that can be read at once. */
  public static MountStat ready(long size) {
    return new MountStat(true, size, true);
  }
}
