package io.dagstore.distribution.runtime.internal;

import dagger.Module;
import dagger.Provides;
import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.files.Closer;
import io.dagstore.distribution.runtime.config.ConfigException;
import io.dagstore.distribution.runtime.config.JournalSection;
import io.dagstore.distribution.runtime.plugin.PluginHost;
import io.dagstore.distribution.runtime.plugin.Plugins;
import io.dagstore.distribution.runtime.plugin.Registries;
import io.dagstore.journal.file.FileJournal;
import io.dagstore.journal.file.FileJournalConfig;
import io.dagstore.journal.memory.MemoryJournal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The journal that the configuration names. */
@Module
interface JournalModule {
  /** Brings journals, and nothing else: the journal is there before the plug-ins. */
  @Provides
  @Singleton
  static JournalPlugins plugins(Given given, Closer closer) {
    var host =
        new PluginHost(
            given.name(), given.directory(), given.config(), given.clock(), Journal.none());
    var plugins = new Plugins(host, Registries.empty(), _ -> {});
    closer.register(plugins::close);
    return new JournalPlugins(plugins);
  }

  @Provides
  @Singleton
  static Journal journal(Given given, JournalPlugins plugins, Closer closer) {
    if (given.journal().isPresent()) {
      return given.journal().get();
    }
    var journal = given.readOnly() ? new MemoryJournal() : Opening.of(() -> open(given, plugins));
    closer.register(journal::close);
    return journal;
  }

  private static Journal open(Given given, JournalPlugins plugins) throws IOException {
    var config = given.config().journal();
    var folder = given.directory().resolve("journal");
    return switch (config.kind()) {
      case "file" -> FileJournal.open(folder, files(config), given.clock());
      case "memory" ->
          new SelectiveJournal(new MemoryJournal(), Set.copyOf(config.disabledEvents()));
      default ->
          new SelectiveJournal(
              brought(given, plugins).open(folder), Set.copyOf(config.disabledEvents()));
    };
  }

  private static FileJournalConfig files(JournalSection config) {
    return FileJournalConfig.DEFAULT
        .withRoll(config.rollBytes(), config.rollAge())
        .withBudget(config.maxBytes(), config.maxAge())
        .withDisabled(config.disabledEvents());
  }

  private static JournalProvider brought(Given given, JournalPlugins plugins) {
    var name = given.config().journal().kind();
    given.plugins().forEach(plugins::add);
    var journals = plugins.plugins().journals();
    var provider = journals.get(name);
    if (provider == null) {
      var known = new TreeSet<>(journals.keySet());
      known.addAll(Set.of("file", "memory"));
      throw ConfigException.unknown(given.config().report().setting("journal", "kind"), known);
    }
    return provider;
  }
}
