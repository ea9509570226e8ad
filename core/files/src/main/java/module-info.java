import org.jspecify.annotations.NullMarked;

/** Bytes at rest: positioned and forward reads, whole-or-nothing writes, our own file envelope. */
@NullMarked
module io.dagstore.core.files {
  requires static transitive org.jspecify;

  exports io.dagstore.core.files;
}
