package io.dagstore.distribution.runtime.internal;

import dagger.Module;
import dagger.Provides;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.files.Closer;
import io.dagstore.distribution.runtime.plugin.PluginHost;
import io.dagstore.distribution.runtime.plugin.Plugins;
import io.dagstore.distribution.runtime.plugin.Registries;
import jakarta.inject.Singleton;

/** The plug-ins, and the registries in which the store finds what they bring. */
@Module
interface PluginModule {
  @Provides
  @Singleton
  static Registries registries() {
    return Registries.empty();
  }

  @Provides
  @Singleton
  static Plugins plugins(
      Given given, Journal journal, JournalPlugins journals, Registries registries, Closer closer) {
    var host =
        new PluginHost(given.name(), given.directory(), given.config(), given.clock(), journal);
    var plugins = new Plugins(host, registries, journals::remove);
    closer.register(plugins::close);
    given.plugins().forEach(plugins::add);
    return plugins;
  }
}
