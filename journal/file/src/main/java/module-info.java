import org.jspecify.annotations.NullMarked;

/** A journal in files: a line of JSON an event, rolled, compressed and kept within a budget. */
@NullMarked
module io.dagstore.journal.file {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;
  requires io.dagstore.core.files;
  requires tools.jackson.core;

  exports io.dagstore.journal.file;
}
