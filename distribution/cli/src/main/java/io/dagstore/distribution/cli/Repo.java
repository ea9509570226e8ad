package io.dagstore.distribution.cli;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.index.segments.SegmentIndex;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the store of a repository; every block that is read there is verified. */
final class Repo {
  private Repo() {}

  /**
   * The repository that the command line names, made where it is not there; one writer at a time.
   */
  static DagStore writing(Shell shell) throws IOException {
    return at(shell.repo());
  }

  /** The repository that the command line names, beside other readers. */
  static DagStore reading(Shell shell) throws IOException {
    return Store.open(config(shell.repo()).readOnly());
  }

  /** A repository in this folder, made where it is not there. */
  static DagStore at(Path folder) throws IOException {
    return Store.open(config(folder));
  }

  private static StoreConfig config(Path folder) {
    var mounts = MountRegistry.of(new FileMountProvider(folder));
    return StoreConfig.of(folder, mounts, FileShardIndexRepository::open, SegmentIndex::open)
        .verify(VerifyPolicy.ALWAYS);
  }
}
