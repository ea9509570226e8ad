import org.jspecify.annotations.NullMarked;

/** UnixFS files and directories: build, read, walk and extract. */
@NullMarked
module io.dagstore.core.unixfs {
  requires static transitive org.jspecify;
  requires transitive io.dagstore.core.ipld;

  exports io.dagstore.core.unixfs;
}
