import org.jspecify.annotations.NullMarked;

/** Shard indices in files, mapped and compact. */
@NullMarked
module io.dagstore.index.file {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;

  exports io.dagstore.index.file;
}
