import org.jspecify.annotations.NullMarked;

/** Content-addressed data: CIDs, multihashes and the codecs of the IPLD data model. */
@NullMarked
module io.dagstore.core.ipld {
  requires static transitive org.jspecify;

  exports io.dagstore.core.ipld;
}
