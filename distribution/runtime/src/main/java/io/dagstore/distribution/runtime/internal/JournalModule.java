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
  @Provides
  @Singleton
  static Journal journal(Given given, Closer closer) {
    if (given.journal().isPresent()) {
      return given.journal().get();
    }
    var journal = Opening.of(() -> open(given, closer));
    closer.register(journal::close);
    return journal;
  }

  private static Journal open(Given given, Closer closer) throws IOException {
    var config = given.config().journal();
    var folder = given.directory().resolve("journal");
    return switch (config.kind()) {
      case "file" -> FileJournal.open(folder, files(config), given.clock());
      case "memory" ->
          new SelectiveJournal(new MemoryJournal(), Set.copyOf(config.disabledEvents()));
      default ->
          new SelectiveJournal(
              brought(given, closer).open(folder), Set.copyOf(config.disabledEvents()));
    };
  }

  private static FileJournalConfig files(JournalSection config) {
    return FileJournalConfig.DEFAULT
        .withRoll(config.rollBytes(), config.rollAge())
        .withBudget(config.maxBytes(), config.maxAge())
        .withDisabled(config.disabledEvents());
  }

  /**
   * The journal is there before the plug-ins, so the one that brings it is started just for that.
   */
  private static JournalProvider brought(Given given, Closer closer) {
    var name = given.config().journal().kind();
    var host =
        new PluginHost(
            given.name(), given.directory(), given.config(), given.clock(), Journal.none());
    var plugins = new Plugins(host, Registries.empty());
    closer.register(plugins::close);
    given.plugins().stream()
        .flatMap(plugin -> plugin.only(JournalProvider.class).stream())
        .forEach(plugins::add);
    var provider = plugins.journals().get(name);
    if (provider == null) {
      var known = new TreeSet<>(plugins.journals().keySet());
      known.addAll(Set.of("file", "memory"));
      throw ConfigException.unknown(given.config().report().setting("journal", "kind"), known);
    }
    return provider;
  }
}
