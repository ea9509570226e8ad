package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.util.function.Consumer;

/** Calls of one node by name. Thread-safe; whoever connected closes. */
@SuppressWarnings("DoNotCallSuggester")
public final class RpcClient implements AutoCloseable {
  private RpcClient() {}

  /** A client of this node; nothing is sent before the first call. */
  public static RpcClient connect(ApiInfo api) {
    throw new UnsupportedOperationException();
  }

  /**
   * Calls a method and returns its result.
   *
   * @throws io.dagstore.core.api.DagStoreException as the node's store threw it
   * @throws RpcException if the node refuses the call
   */
  public <T> T call(String method, Class<T> result, Object... params)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Opens a channel and hands over its values, on this thread, until it ends. */
  public <T> void channel(String method, Class<T> value, Consumer<T> consumer, Object... params)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
