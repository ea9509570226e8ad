package io.dagstore.distribution.rpc;

import java.util.concurrent.ThreadFactory;

/**
 * Answers JSON-RPC for one node: text in, text out, whatever carries it. Thread-safe; whoever made
 * it closes it.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RpcEndpoint implements AutoCloseable {
  private RpcEndpoint() {}

  /** The endpoint of a node; its calls run on threads of this factory, virtual ones best. */
  public static RpcEndpoint of(RpcNode node, RpcLimits limits, ThreadFactory threads) {
    throw new UnsupportedOperationException();
  }

  /** Refuses new calls, cuts off the running ones, and waits for their threads. */
  @Override
  public void close() {}
}
