package io.dagstore.distribution.runtime.plugin;

import java.io.IOException;
import java.io.Serial;

/**
 * A plug-in did not do what its interface promises: it threw something else, gave a wrong answer or
 * none in time. It keeps no reference to the plug-in's classes; its stack is that of the fault.
 */
public final class PluginException extends IOException {
  @Serial private static final long serialVersionUID = 1;
  private final String bundle;
  private final String call;
  private final String what;

  PluginException(String bundle, String call, String what) {
    super("plug-in %s: %s: %s".formatted(bundle, call, what));
    this.bundle = bundle;
    this.call = call;
    this.what = what;
  }

  /** The same fault as a plug-in's own exception, without that exception. */
  static PluginException of(String bundle, String call, Throwable thrown) {
    var copy = new PluginException(bundle, call, "expected an answer, got " + thrown);
    copy.setStackTrace(thrown.getStackTrace());
    return copy;
  }

  /** Name of the plug-in. */
  public String bundle() {
    return bundle;
  }

  /** The call in which it happened, such as {@code Mount.open}. */
  public String call() {
    return call;
  }

  /** What was expected, and what came. */
  public String what() {
    return what;
  }
}
