import org.jspecify.annotations.NullMarked;

/** Shards that are files of this machine. */
@NullMarked
module io.dagstore.mounts.file {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;

  exports io.dagstore.mounts.file;

  provides io.dagstore.core.api.mount.MountProvider with
      io.dagstore.mounts.file.FileMountProvider;
}
