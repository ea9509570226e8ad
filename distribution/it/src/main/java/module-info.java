import org.jspecify.annotations.NullMarked;

/**
 * The house looked at from outside: its leaves as folders, byte code and jars. The tests of this
 * module hold the rules that no single leaf can hold; nothing depends on it and it is not shipped.
 */
@NullMarked
module io.dagstore.distribution.it {
  requires jdk.compiler;
  requires static transitive org.jspecify;

  exports io.dagstore.distribution.it;
}
