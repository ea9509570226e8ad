package io.dagstore.core.api;

/**
 * When a block's bytes are hashed and compared with its CID. The CID that stands before the bytes
 * is compared at every read, whatever the policy.
 */
public enum VerifyPolicy {
  /** Never: for callers that hash by themselves. */
  NEVER,
  /** At the first read since the shard was opened. */
  FIRST_READ,
  /** At every read. */
  ALWAYS
}
