import org.jspecify.annotations.NullMarked;

/** Makes bundles of other people's jars that are none; used by the build, not shipped. */
@NullMarked
module io.dagstore.distribution.wrapped {
  requires static transitive org.jspecify;
  requires biz.aQute.bndlib;

  exports io.dagstore.distribution.wrapped;
}
