package io.dagstore.core.api;

/** Hears how far the making of an inverted index has come. Called by one thread at a time. */
@FunctionalInterface
public interface RebuildListener {
  /**
   * So many shards are taken in; told now and then, and of the last one.
   *
   * @param done shards that are in it, 0 or more
   * @param total shards that there are, as far as is known now
   * @throws InterruptedException ends the work
   */
  void progress(long done, long total) throws InterruptedException;
}
