package io.dagstore.core.ipld;

/** The answer to "are these the bytes that the CID names?". */
public enum Verdict {
  /** The digest of the bytes is the one in the CID. */
  MATCH,
  /** The digest of the bytes is another one. */
  MISMATCH,
  /** The hash function is not known here, so nothing was checked. */
  UNVERIFIABLE
}
