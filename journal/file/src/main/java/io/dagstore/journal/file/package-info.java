/**
 * {@link io.dagstore.journal.file.FileJournal}: what happened at a node, one line of JSON an event,
 * in files that people and programs can read while it runs.
 */
package io.dagstore.journal.file;
