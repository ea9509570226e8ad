package io.dagstore.distribution.rpc;

/**
 * One step of a bulk initialization.
 *
 * @param key the shard
 * @param event {@code start} or {@code end}
 * @param success at the end, whether it is indexed
 * @param error why not, empty where it is
 * @param total shards to be done
 * @param current which of them, from 1
 */
public record InitializeEvent(
    String key, String event, boolean success, String error, int total, int current) {
  /** {@link #event} where the work on a shard begins. */
  public static final String START = "start";

  /** {@link #event} where it is over. */
  public static final String END = "end";
}
