package io.dagstore.core.store;

/** What moves a shard from one state to another. */
enum LifeEvent {
  /** Somebody asks for it to be indexed: at registration, at first use, after an error. */
  INITIALIZE,
  /** Both indices have taken it in. */
  INDEXED,
  /** It could not be opened or indexed. */
  FAILED,
  /** An accessor was given out. */
  LEASED,
  /** The last accessor was closed. */
  RETURNED,
  /** The process that held it is gone. */
  RESTARTED
}
