package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import java.io.IOException;

/** A stranger's listener. Once it hangs it hears no more, since each event would wait for it. */
final class GuardedListener implements StoreListener {
  private final StoreListener listener;
  private final PluginCalls calls;
  private volatile boolean silent;

  GuardedListener(StoreListener listener, PluginCalls calls) {
    this.listener = listener;
    this.calls = calls;
  }

  @Override
  public void on(StoreEvent event) {
    if (!silent) {
      long begun = System.nanoTime();
      try {
        calls.call("StoreListener.on", () -> hear(event));
      } catch (IOException e) {
        silent = System.nanoTime() - begun >= calls.limits().callTimeout().toNanos();
      }
    }
  }

  private boolean hear(StoreEvent event) {
    listener.on(event);
    return true;
  }
}
