/**
 * {@link io.dagstore.journal.memory.MemoryJournal}: the latest events of one process, for tests and
 * for programs that only look back a little.
 */
package io.dagstore.journal.memory;
