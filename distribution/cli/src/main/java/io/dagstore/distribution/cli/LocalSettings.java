package io.dagstore.distribution.cli;

import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.journal.file.FileJournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a repository's configuration means to a command that opens it without a node.
 *
 * @param root folder of the store, below the repository where it is relative
 * @param keepsJournal whether what is done is taken down in files
 * @param journal how they are kept
 */
record LocalSettings(String root, boolean keepsJournal, FileJournalConfig journal) {
  private static final Pattern KEY =
      Pattern.compile("DAGSTORE_(DAGSTORE|RPC|JOURNAL|INDEX|STORE|PLUGINS)_.*");

  /** Those of a repository without a configuration. */
  static final LocalSettings STANDARD = new LocalSettings("", true, FileJournalConfig.DEFAULT);

  /** Those of a folder. Reading a configuration takes longer than most commands: none, no cost. */
  static LocalSettings of(Path folder, Map<String, String> environment) throws IOException {
    return !Files.exists(folder.resolve("dagstore.toml"))
            && environment.keySet().stream().noneMatch(name -> KEY.matcher(name).matches())
        ? STANDARD
        : read(folder, environment);
  }

  private static LocalSettings read(Path folder, Map<String, String> environment)
      throws IOException {
    var config = NodeConfig.read(folder, environment);
    if (!config.index().inverted().equals("segments")) {
      throw Failure.world(
              "repository "
                  + folder
                  + ": expected the inverted index 'segments', got '"
                  + config.index().inverted()
                  + "', which a plug-in brings")
          .hint("'dagstore serve' runs a node that has it");
    }
    return new LocalSettings(
        config.dagStore().rootDir(), config.journal().kind().equals("file"), journal(config));
  }

  private static FileJournalConfig journal(NodeConfig config) {
    var journal = config.journal();
    return new FileJournalConfig(
        journal.rollBytes(),
        journal.rollAge(),
        journal.maxBytes(),
        journal.maxAge(),
        Set.copyOf(journal.disabledEvents()));
  }

  Path storeFolder(Path repository) {
    return repository.resolve(root);
  }
}
