package io.dagstore.core.unixfs;

/** The DAG is sound and the answer is no. */
public abstract sealed class UnixFsException extends RuntimeException
    permits PathAbsentException, WrongKindException {
  private static final long serialVersionUID = 1L;

  UnixFsException(String message) {
    super(message);
  }
}
