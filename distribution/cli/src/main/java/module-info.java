import org.jspecify.annotations.NullMarked;

/** The {@code dagstore} command: argument parsing, reports and exit codes over the lower rooms. */
@NullMarked
module io.dagstore.distribution.cli {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires io.dagstore.core.api;
  requires io.dagstore.core.car;
  requires io.dagstore.core.files;
  requires io.dagstore.core.ipld;
  requires io.dagstore.core.store;
  requires io.dagstore.core.unixfs;
  requires io.dagstore.distribution.gostore;
  requires io.dagstore.distribution.rpc;
  requires io.dagstore.distribution.runtime;
  requires io.dagstore.index.file;
  requires io.dagstore.index.segments;
  requires io.dagstore.journal.file;
  requires io.dagstore.mounts.file;
  requires java.compiler;
  requires tools.jackson.core;

  exports io.dagstore.distribution.cli;

  uses io.dagstore.core.api.index.InvertedIndexProvider;

  provides java.lang.System.LoggerFinder with
      io.dagstore.distribution.cli.Warnings;

  // picocli fills annotated fields by reflection; nothing else may.
  opens io.dagstore.distribution.cli to
      info.picocli;
}
