import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
module io.dagstore.core.files {
  requires static transitive org.jspecify;

  exports io.dagstore.core.files;
}
