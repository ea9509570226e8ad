package io.dagstore.distribution.it.examples;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings the journal {@code plain}: one line of text an event, nothing read back. */
public final class PlainTextJournals implements JournalProvider {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Journal open(Path directory) throws IOException {
    Files.createDirectories(directory);
    var out = new PrintWriter(Files.newBufferedWriter(directory.resolve("journal.txt")), true);
    return new Journal() {
      @Override
      public synchronized void record(JournalEvent event) {
        out.println(event.time() + " " + event.system() + ":" + event.event() + event.data());
      }

      @Override
      public void close() {
        out.close();
      }
    };
  }
}
