import org.jspecify.annotations.NullMarked;

/** The index over all shards, for one machine: immutable segments, merged in the background. */
@NullMarked
module io.dagstore.index.segments {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;

  exports io.dagstore.index.segments;
}
