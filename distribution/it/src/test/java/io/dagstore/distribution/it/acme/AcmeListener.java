package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.plugin.PluginContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stranger's listener: keeps what it heard in a file of the node's directory. */
public final class AcmeListener implements StoreListener {
  private final Path heard;

  public AcmeListener(PluginContext context) {
    heard = context.directory().resolve("heard");
  }

  @Override
  public synchronized void on(StoreEvent event) {
    try {
      var options = new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
      Files.writeString(heard, event.getClass().getSimpleName() + "\n", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
