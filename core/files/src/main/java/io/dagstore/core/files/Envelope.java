package io.dagstore.core.files;

/** Skeleton. */
public final class Envelope {
  private Envelope() {}
}
