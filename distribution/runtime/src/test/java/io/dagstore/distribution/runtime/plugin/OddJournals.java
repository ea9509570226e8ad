package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.RecordingJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A stranger's journal that does some things wrong, by the event or the system it is asked for. */
public final class OddJournals implements JournalProvider {
  /** Makes one. */
  public OddJournals() {}

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public Journal open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new OddJournal(directory, new RecordingJournal());
  }

  private record OddJournal(Path folder, RecordingJournal journal) implements Journal {
    @Override
    public void record(JournalEvent event) {
      switch (event.event()) {
        case "throws" -> throw new IllegalStateException("record");
        case "hangs" -> OddIndices.hang(folder);
        default -> journal.record(event);
      }
    }

    @Override
    public void read(JournalQuery query, Consumer<JournalEvent> reader)
        throws IOException, InterruptedException {
      switch (query.system().orElse("")) {
        case "throws" -> throw new IllegalStateException("read");
        case "hangs" -> OddIndices.hang(folder);
        default -> journal.read(query, reader);
      }
    }

    @Override
    public void close() throws IOException {
      journal.close();
      Files.createFile(folder.resolve("closed"));
    }
  }
}
