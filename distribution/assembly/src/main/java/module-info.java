import org.jspecify.annotations.NullMarked;

/** Puts together the folder that people download; used by the build, not shipped. */
@NullMarked
module io.dagstore.distribution.assembly {
  requires static transitive org.jspecify;
  requires io.dagstore.distribution.runtime;
  requires io.dagstore.distribution.wrapped;
  requires java.xml;
  requires tools.jackson.core;

  exports io.dagstore.distribution.assembly;
}
