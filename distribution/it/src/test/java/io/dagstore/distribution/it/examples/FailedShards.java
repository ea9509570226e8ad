package io.dagstore.distribution.it.examples;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.plugin.PluginContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a list of the shards that failed, for a monitor to look at. */
public final class FailedShards implements StoreListener {
  private final Path list;

  /** A list in the node's folder. */
  public FailedShards(PluginContext context) {
    list = context.directory().resolve("failed-shards.txt");
  }

  @Override
  public synchronized void on(StoreEvent event) {
    if (event instanceof StoreEvent.Failed failed) {
      try {
        Files.writeString(
            list, failed.key() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
