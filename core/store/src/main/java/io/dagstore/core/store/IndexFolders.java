package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.index.IndexOpener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders of a store's inverted indices. The records name the one that counts and the one that
 * is being made; what else lies there was left by a kill.
 */
final class IndexFolders {
  private static final Logger LOG = System.getLogger(IndexFolders.class.getName());

  private final StoreConfig config;
  private final Records records;

  IndexFolders(StoreConfig config, Records records) {
    this.config = config;
    this.records = records;
  }

  /** The store's. */
  Path directory() {
    return config.directory;
  }

  Path path(IndexPlace place) {
    return config.directory.resolve(place.folder());
  }

  /**
   * The opener of an engine.
   *
   * @throws DagStoreException.UnknownEngine if there is none of this name
   */
  IndexOpener<? extends InvertedIndex> opener(String engine) {
    if (engine.equals(config.engine)) {
      return config.inverted;
    }
    var engines = config.engines.get();
    var opener = engines.get(engine);
    if (opener == null) {
      var known = new TreeSet<>(engines.keySet());
      known.add(config.engine);
      throw new DagStoreException.UnknownEngine(engine, known);
    }
    return opener;
  }

  /** Opens one to write, empty where it is damaged: what it held is there to be taken in again. */
  InvertedIndex toWrite(IndexPlace place) throws IOException {
    var opener = opener(place.engine());
    try {
      return opener.open(path(place), OpenMode.READ_WRITE);
    } catch (CorruptDataException e) {
      LOG.log(Level.WARNING, "an inverted index is made again: " + e.getMessage());
      Parts.discard(path(place));
      return opener.open(path(place), OpenMode.READ_WRITE);
    }
  }

  /** Opens the one that counts. */
  InvertedIndex open(OpenMode mode) throws IOException {
    var place = records.places(IndexPlaces::whole);
    boolean told = !place.engine().isEmpty() && !config.engine.isEmpty();
    if (mode == OpenMode.READ_ONLY) {
      return (told ? opener(place.engine()) : config.inverted).open(path(place), mode);
    }
    refuseOrphans(place);
    if (told && !place.engine().equals(config.engine)) {
      return ofOtherEngine(place);
    }
    var opened = toWrite(place.by(config.engine));
    if (!config.engine.isEmpty() && !told) {
      records.putPlaces(places -> places.name(config.engine));
    }
    sweep();
    return opened;
  }

  /** It serves, if it can, until somebody asks for the engine that is configured. */
  private InvertedIndex ofOtherEngine(IndexPlace place) throws IOException {
    try {
      var opened = opener(place.engine()).open(path(place), OpenMode.READ_WRITE);
      LOG.log(
          Level.WARNING,
          "inverted index %s: expected the engine '%s', got '%s', which serves until 'dagstore rebuild-index'"
              .formatted(path(place), config.engine, place.engine()));
      sweep();
      return opened;
    } catch (IOException | DagStoreException.UnknownEngine e) {
      LOG.log(
          Level.WARNING,
          "the inverted index is made again by '" + config.engine + "': " + e.getMessage());
    }
    var anew = records.places(places -> places.free(config.engine));
    var opened = toWrite(anew);
    try {
      records.putPlaces(places -> places.settle(anew));
      records.durable();
      sweep();
      return opened;
    } catch (IOException | RuntimeException e) {
      try (opened) {
        throw e;
      }
    }
  }

  /** An index without records means that the records are gone: nothing may be removed then. */
  private void refuseOrphans(IndexPlace whole) throws IOException {
    if (records.fresh()) {
      for (var name : names(Set.of(whole.folder()))) {
        throw new CorruptDataException(
            records.path().toString(),
            -1,
            "records",
            "records of the shards that the inverted index '" + name + "' knows",
            "none");
      }
    }
  }

  /** Names of the folders that nobody owns. */
  List<String> leftovers() throws IOException {
    var owned = new HashSet<String>();
    owned.add(records.places(IndexPlaces::whole).folder());
    records.places(IndexPlaces::half).ifPresent(half -> owned.add(half.folder()));
    return names(owned);
  }

  private List<String> names(Set<String> except) throws IOException {
    try (var files = Files.list(config.directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> IndexPlace.isFolder(name) && !except.contains(name))
          .sorted()
          .toList();
    }
  }

  /** Removes what nobody owns. */
  void sweep() throws IOException {
    for (var name : leftovers()) {
      Parts.discard(config.directory.resolve(name));
    }
  }

  /** Removes the one that counts, so that opening it makes it again. */
  void discard() throws IOException {
    Parts.discard(path(records.places(IndexPlaces::whole)));
  }
}
