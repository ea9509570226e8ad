import org.jspecify.annotations.NullMarked;

/**
 * Measures our hot paths and prints one JSON line for each, in the shape that a peer prints too.
 */
@NullMarked
module io.dagstore.distribution.bench {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires io.dagstore.core.api;
  requires io.dagstore.core.car;
  requires io.dagstore.core.files;
  requires io.dagstore.core.ipld;
  requires io.dagstore.core.store;
  requires io.dagstore.core.unixfs;
  requires io.dagstore.index.file;
  requires io.dagstore.index.segments;
  requires io.dagstore.mounts.file;
  requires java.management;
  requires jdk.management;

  uses io.dagstore.core.api.index.InvertedIndexProvider;

  exports io.dagstore.distribution.bench;

  opens io.dagstore.distribution.bench to
      info.picocli;
}
