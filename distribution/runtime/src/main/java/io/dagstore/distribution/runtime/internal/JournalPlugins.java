package io.dagstore.distribution.runtime.internal;

import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.distribution.runtime.plugin.Plugin;
import io.dagstore.distribution.runtime.plugin.Plugins;

/**
 * The plug-ins as far as they bring journals.
 *
 * @param plugins those that were added, each with its journals alone
 */
record JournalPlugins(Plugins plugins) {
  void add(Plugin plugin) {
    plugin.only(JournalProvider.class).ifPresent(plugins::add);
  }

  /** Lets one go; one that was not added: does nothing. */
  void remove(Plugin plugin) {
    plugin.only(JournalProvider.class).ifPresent(plugins::remove);
  }
}
