package io.dagstore.distribution.rpc;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls, as far as that matters.
 *
 * @param allowed what it may do
 */
public record Caller(Set<Permission> allowed) {
  /** Keeps its own copy. */
  public Caller {
    allowed = Set.copyOf(allowed);
  }

  /** One that may do everything. */
  public static Caller trusted() {
    return new Caller(EnumSet.allOf(Permission.class));
  }

  /**
   * Checks that it may call the method.
   *
   * @throws RpcException if not, in Lotus' words
   */
  void check(Method method) {
    if (!allowed.contains(method.permission())) {
      throw new RpcException(
          RpcException.Kind.MISSING_PERMISSION,
          "missing permission to invoke '%s' (need '%s')"
              .formatted(method.name(), method.permission().text()));
    }
  }
}
