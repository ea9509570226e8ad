import org.jspecify.annotations.NullMarked;

/** What a store is to its callers, and the interfaces that a plug-in implements. */
@NullMarked
module io.dagstore.core.api {
  requires transitive io.dagstore.core.files;
  requires transitive io.dagstore.core.ipld;
  requires static transitive org.jspecify;

  exports io.dagstore.core.api;
  exports io.dagstore.core.api.index;
  exports io.dagstore.core.api.journal;
  exports io.dagstore.core.api.mount;
  exports io.dagstore.core.api.plugin;
}
