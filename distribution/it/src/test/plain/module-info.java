/** A program that uses the store as any other library: no OSGi and no Dagger in sight. */
module demo {
  requires io.dagstore.core.store;
  requires io.dagstore.index.file;
  requires io.dagstore.index.segments;
  requires io.dagstore.mounts.file;
}
