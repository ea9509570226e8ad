import org.jspecify.annotations.NullMarked;

/** The engine: shards under keys, their life, their leases, and reads over all of them. */
@NullMarked
module io.dagstore.core.store {
  requires com.h2database.mvstore;
  requires transitive io.dagstore.core.api;
  requires io.dagstore.core.car;
  requires static transitive org.jspecify;

  exports io.dagstore.core.store;
}
