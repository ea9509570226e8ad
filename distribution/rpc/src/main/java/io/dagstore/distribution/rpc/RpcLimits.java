package io.dagstore.distribution.rpc;

import java.time.Duration;

/**
 * How much a node takes on.
 *
 * @param requestBytes largest request
 * @param calls calls and channels that run at once, in all
 * @param callsPerConnection calls and channels that run at once for one WebSocket
 * @param callTime longest call; work that outlives it goes on, its caller is told
 * @param patience how long a channel waits for a reader who does not read
 */
public record RpcLimits(
    int requestBytes, int calls, int callsPerConnection, Duration callTime, Duration patience) {
  /** 4 MiB, 1,024 calls, 64 a connection, one hour, one minute. */
  public static final RpcLimits DEFAULT =
      new RpcLimits(4 << 20, 1024, 64, Duration.ofHours(1), Duration.ofMinutes(1));

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one is not above 0
   */
  public RpcLimits {
    if (requestBytes < 1 || calls < 1 || callsPerConnection < 1) {
      throw new IllegalArgumentException("rpc limits: expected 1 or more, got less");
    }
    if (!callTime.isPositive() || !patience.isPositive()) {
      throw new IllegalArgumentException("rpc times: expected more than 0, got less");
    }
  }
}
