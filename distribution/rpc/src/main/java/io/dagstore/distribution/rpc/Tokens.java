package io.dagstore.distribution.rpc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Makes and checks the tokens of one node. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Tokens {
  private Tokens() {}

  /**
   * The tokens of the node in this directory. The secret and the file {@code token} are made where
   * they are missing, readable by their owner alone.
   */
  public static Tokens open(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** A new token that allows this. */
  public String create(Set<Permission> allowed) {
    throw new UnsupportedOperationException();
  }

  /**
   * What the token allows.
   *
   * @throws RpcException of kind {@link RpcException.Kind#UNAUTHORIZED} if it is not one of ours
   */
  public Set<Permission> verify(String token) {
    throw new UnsupportedOperationException();
  }
}
