import org.jspecify.annotations.NullMarked;

/** The index over all shards, for several processes of one host: Chronicle Map. */
@NullMarked
module io.dagstore.index.chronicle {
  requires transitive io.dagstore.core.api;
  requires chronicle.map;
  requires io.dagstore.core.files;
  requires static transitive org.jspecify;

  exports io.dagstore.index.chronicle;

  provides io.dagstore.core.api.index.InvertedIndexProvider with
      io.dagstore.index.chronicle.ChronicleIndices;
}
