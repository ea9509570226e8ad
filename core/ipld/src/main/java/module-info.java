import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
module io.dagstore.core.ipld {
  requires static transitive org.jspecify;

  exports io.dagstore.core.ipld;
}
