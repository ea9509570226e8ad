package io.dagstore.core.api;

/** What a store does about the shards that it finds errored when it is opened. */
public enum RecoverOnStart {
  /** They stay errored until somebody recovers them. */
  DO_NOT_RECOVER,
  /** Each is recovered, once, by the first who acquires it. */
  RECOVER_ON_ACQUIRE,
  /** All are recovered, once, in the background; who acquires one goes before. */
  RECOVER_NOW
}
