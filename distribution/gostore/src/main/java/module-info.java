import org.jspecify.annotations.NullMarked;

/** Reads a directory of Filecoin's Go dagstore and takes its shards into a store. */
@NullMarked
module io.dagstore.distribution.gostore {
  requires transitive io.dagstore.core.api;
  requires io.dagstore.core.car;
  requires io.dagstore.mounts.file;
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports io.dagstore.distribution.gostore;
  exports io.dagstore.distribution.gostore.leveldb;
}
