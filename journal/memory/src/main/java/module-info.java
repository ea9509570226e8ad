import org.jspecify.annotations.NullMarked;

/** A journal that keeps its latest events in memory. */
@NullMarked
module io.dagstore.journal.memory {
  requires transitive io.dagstore.core.api;
  requires static transitive org.jspecify;

  exports io.dagstore.journal.memory;

  provides io.dagstore.core.api.journal.JournalProvider with
      io.dagstore.journal.memory.MemoryJournalProvider;
}
