package io.dagstore.core.testkit;

import io.dagstore.core.api.journal.Journal;

final class RecordingJournalTest extends JournalContract {
  @Override
  protected Journal journal() {
    return new RecordingJournal();
  }
}
