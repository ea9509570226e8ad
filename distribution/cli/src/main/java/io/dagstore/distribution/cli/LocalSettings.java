package io.dagstore.distribution.cli;

import io.dagstore.core.api.index.IndexOpener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.journal.file.FileJournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a repository's configuration means to a command that opens it without a node.
 *
 * @param root folder of the store, below the repository where it is relative
 * @param engine of the index over all shards
 * @param inverted opens the index over all shards
 * @param keepsJournal whether what is done is taken down in files
 * @param journal how they are kept
 */
record LocalSettings(
    String root,
    String engine,
    IndexOpener<? extends InvertedIndex> inverted,
    boolean keepsJournal,
    FileJournalConfig journal) {
  private static final Pattern KEY =
      Pattern.compile("DAGSTORE_(DAGSTORE|RPC|JOURNAL|INDEX|STORE|PLUGINS)_.*");

  private static final String SEGMENTS = "segments";

  /** Those of a repository without a configuration. */
  static final LocalSettings STANDARD =
      new LocalSettings("", SEGMENTS, SegmentIndex::open, true, FileJournalConfig.DEFAULT);

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
    return new LocalSettings(
        config.dagStore().rootDir(),
        config.index().inverted(),
        inverted(folder, config.index().inverted()),
        config.journal().kind().equals("file"),
        journal(config));
  }

  /** Ours, of which a command has those on its class path that the configuration names. */
  private static IndexOpener<? extends InvertedIndex> inverted(Path folder, String name) {
    var opener = name.equals(SEGMENTS) ? STANDARD.inverted() : engines().get(name);
    if (opener != null) {
      return opener;
    }
    throw Failure.world(
            "repository "
                + folder
                + ": expected the inverted index 'segments' or 'chronicle', got '"
                + name
                + "', which a plug-in brings")
        .hint("'dagstore serve' runs a node that has it");
  }

  /** The engines on the class path, by their names. */
  static Map<String, IndexOpener<? extends InvertedIndex>> engines() {
    var engines = new TreeMap<String, IndexOpener<? extends InvertedIndex>>();
    engines.put(SEGMENTS, SegmentIndex::open);
    for (var provider : ServiceLoader.load(InvertedIndexProvider.class)) {
      engines.put(provider.name(), provider::open);
    }
    return engines;
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
