package io.dagstore.distribution.rpc;

import io.dagstore.core.api.RegisterOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a mount is registered.
 *
 * @param lazy whether it is indexed at its first use
 * @param copy path of a copy that is on the node's machine already
 */
record RegisterFlags(boolean lazy, Optional<String> copy) {
  static RegisterFlags of(RegisterOptions options) {
    return new RegisterFlags(options.lazy(), options.copy().map(Path::toString));
  }

  RegisterOptions options() {
    var options = lazy ? RegisterOptions.LAZY : RegisterOptions.EAGER;
    return copy.map(Path::of).map(options::withCopy).orElse(options);
  }
}
