package io.dagstore.distribution.rpc;

import java.util.Locale;
import java.util.Optional;

/** What a token allows. The four are a flat set: none implies another. */
public enum Permission {
  /** Look. */
  READ,
  /** Index, recover. */
  WRITE,
  /** Kept for Lotus' tokens; no method here asks for it. */
  SIGN,
  /** Register, destroy, collect, make tokens, stop the node. */
  ADMIN;

  /** Its name in tokens and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The permission of this name, or empty where there is none. */
  public static Optional<Permission> of(String text) {
    for (var permission : values()) {
      if (permission.text().equals(text)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }
}
