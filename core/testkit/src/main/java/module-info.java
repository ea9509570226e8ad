import org.jspecify.annotations.NullMarked;

/** What the tests of all rooms share: contracts of the SPIs, fakes, faulty doubles, sample data. */
@NullMarked
module io.dagstore.core.testkit {
  requires transitive io.dagstore.core.api;
  requires transitive org.assertj.core;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.dagstore.core.testkit;
  exports io.dagstore.core.testkit.disk;
}
