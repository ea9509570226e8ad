package io.dagstore.distribution.runtime.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Something of a plug-in that is open here: it goes when who reads it closes it, when nobody waits
 * for it any more, or when the plug-in goes. From then on nothing keeps the plug-in's classes.
 * Thread-safe.
 *
 * @param <T> what is lent
 */
final class Loan<T extends Closeable> implements Closeable {
  /** Null once it is closed. */
  private final AtomicReference<@Nullable T> lent;

  private final String type;
  private final String name;
  private final PluginCalls calls;
  private final OpenSources open;
  private volatile boolean taken;

  /**
   * Lends it.
   *
   * @param type what the journal calls it
   * @param name which one it is, for who reads it after its close
   */
  Loan(T lent, String type, String name, PluginCalls calls, OpenSources open) {
    this.lent = new AtomicReference<>(lent);
    this.type = type;
    this.name = name;
    this.calls = calls;
    this.open = open;
  }

  /**
   * What is lent.
   *
   * @throws PluginException if the plug-in is gone
   * @throws IOException if it was closed
   */
  T here() throws IOException {
    var delegate = lent.get();
    if (delegate == null) {
      throw taken ? gone() : new IOException(name + " is closed");
    }
    return delegate;
  }

  /** What a reader gets when the plug-in is not there any more. */
  PluginException gone() {
    return calls.gone(type);
  }

  /** Closes it because its plug-in goes, whoever may read. */
  void take() {
    taken = true;
    discard();
  }

  /** Closes it because nobody waits for it any more; what goes wrong is in the journal. */
  void discard() {
    try {
      close();
    } catch (IOException e) {
      calls.fault(closing(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    var delegate = lent.getAndSet(null);
    if (delegate != null) {
      try {
        calls.call(
            closing(),
            () -> {
              delegate.close();
              return name;
            });
      } finally {
        open.remove(this);
      }
    }
  }

  private String closing() {
    return type + ".close";
  }
}
