package io.dagstore.core.unixfs;

import java.io.IOException;

/** A name or symlink in a DAG that must not be written to a disk. */
public final class UnsafePathException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String reason;

  UnsafePathException(String path, String reason) {
    super("refused to extract \"" + printable(path) + "\": " + reason);
    this.path = path;
    this.reason = reason;
  }

  private static String printable(String path) {
    return path.codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Path inside the DAG, the refused name last. */
  public String path() {
    return path;
  }

  /** The rule that it breaks. */
  public String reason() {
    return reason;
  }
}
