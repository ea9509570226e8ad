import org.jspecify.annotations.NullMarked;

/** CAR files, versions 1 and 2, and their indices: read, scan, write, resume, verify, rewrite. */
@NullMarked
module io.dagstore.core.car {
  requires static transitive org.jspecify;
  requires transitive io.dagstore.core.files;
  requires transitive io.dagstore.core.ipld;

  exports io.dagstore.core.car;
}
